import type { Failure } from '../../domain/failure.ts';
import type { XmppConnection } from '../port.ts';
import { epochOf } from './kept.ts';

export type Denial = { why: string; todo: string };

/** Rights are changed on a server without a word to us: after so long it is tried again. */
const rememberMs = 10 * 60_000;

const forbidden: Denial = {
  why: "The portal's account may not run it.",
  todo: 'Make the account an administrator of the server.',
};

/** What was tried and is not to be had, by command or disco node: rights are found by trying, not by listing. */
export class Refusals {
  private readonly connection: XmppConnection;
  private readonly noted = new Map<string, Denial & { epoch: string; until: number }>();

  constructor(connection: XmppConnection) {
    this.connection = connection;
  }

  /** `hasInput`: that it can't be done may then be because of what was asked for. */
  note(node: string, failure: Failure, hasInput: boolean): void {
    const condition = (failure.cause as { condition?: unknown } | undefined)?.condition;
    if (condition === 'forbidden' || condition === 'not-authorized') this.set(node, forbidden);
    if (condition === 'feature-not-implemented' && !hasInput) this.set(node, { why: failure.why, todo: failure.todo });
  }

  set(node: string, denial: Denial): void {
    if (this.noted.size >= 500) this.noted.clear();
    const until = Date.now() + rememberMs;
    this.noted.set(node, { why: denial.why, todo: denial.todo, epoch: epochOf(this.connection), until });
  }

  of(node: string): Denial | null {
    const noted = this.noted.get(node);
    if (!noted) return null;
    if (noted.epoch === epochOf(this.connection) && Date.now() < noted.until)
      return { why: noted.why, todo: noted.todo };
    this.noted.delete(node);
    return null;
  }
}
