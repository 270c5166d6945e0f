import type { Result } from '../../domain/failure.ts';
import type { XmppConnection } from '../port.ts';

const keepMs = 60_000;
const keepFailureMs = 5_000;

/**
 * Asks a server at most once a minute, and once in 5 s when that fails; those who ask at the same time share one question. A
 * new connection is asked anew: it may be another server by now.
 */
export function kept<T>(connection: XmppConnection, ask: () => Promise<Result<T>>): Kept<T> {
  let held: { epoch: string; until: number; answer: Promise<Result<T>> } | null = null;
  return {
    get() {
      const epoch = epochOf(connection);
      if (held && held.epoch === epoch && Date.now() < held.until) return held.answer;
      const mine = { epoch, until: Number.POSITIVE_INFINITY, answer: ask() };
      held = mine;
      const settled = (ms: number) => {
        mine.until = Date.now() + ms;
        // What was asked while the connection was being made is an answer of the one that was made.
        mine.epoch = epoch.startsWith('connecting') ? epochOf(connection) : epoch;
      };
      mine.answer.then(
        (answer) => settled(answer.ok ? keepMs : keepFailureMs),
        () => settled(0),
      );
      return mine.answer;
    },
    forget() {
      held = null;
    },
  };
}

export type Kept<T> = { get(): Promise<Result<T>>; forget(): void };

/** Tells one connection from the next. */
export function epochOf(connection: XmppConnection): string {
  const state = connection.state();
  return `${state.is} ${state.since.getTime()}`;
}
