import { randomUUID } from 'node:crypto';
import type { ServerAddress, TestStep, XmppConnector } from '../../xmpp/port.ts';

/** `stopped`: what ended it before its time, as a sentence. */
export type TestProgress = { steps: TestStep[]; done: boolean; stopped: string | null };

/** Connection tests that run or ran a moment ago, each for the one who began it. */
export type ServerTests = {
  /** null: too many run at once. */
  begin(actorId: string, address: ServerAddress): string | null;
  progress(actorId: string, id: string): TestProgress | null;
};

const mostRunning = 4;
const mostKept = 100;
const deadlineMs = 45_000;
const keptMs = 10 * 60_000;

type Kept = TestProgress & { actorId: string; begunAt: number };

export function serverTests(connector: XmppConnector): ServerTests {
  const all = new Map<string, Kept>();
  return {
    begin(actorId, address) {
      forgetOld(all);
      if ([...all.values()].filter(({ done }) => !done).length >= mostRunning) return null;
      const id = randomUUID();
      const kept: Kept = { actorId, begunAt: Date.now(), steps: [], done: false, stopped: null };
      all.set(id, kept);
      void walk(connector, address, kept);
      return id;
    },
    progress(actorId, id) {
      const kept = all.get(id);
      if (!kept || kept.actorId !== actorId) return null;
      return { steps: [...kept.steps], done: kept.done, stopped: kept.stopped };
    },
  };
}

/** Never throws, and ends whatever the server does. */
async function walk(connector: XmppConnector, address: ServerAddress, kept: Kept): Promise<void> {
  const walking = connector.test(address)[Symbol.asyncIterator]();
  const timer = setTimeout(() => {
    stop(kept, `The test took longer than ${deadlineMs / 1000} seconds.`);
    void walking.return?.().catch(() => {});
  }, deadlineMs);
  try {
    for (let next = await walking.next(); !next.done && !kept.done; next = await walking.next())
      kept.steps.push(next.value);
    stop(kept, null);
  } catch {
    stop(kept, 'The test itself failed; this is a fault of ours.');
  } finally {
    clearTimeout(timer);
  }
}

function stop(kept: Kept, why: string | null): void {
  if (kept.done) return;
  kept.done = true;
  kept.stopped = why;
}

function forgetOld(all: Map<string, Kept>): void {
  for (const [id, { begunAt, done }] of all)
    if (done && (Date.now() - begunAt > keptMs || all.size > mostKept)) all.delete(id);
}
