import { failed, type Result } from '../domain/failure.ts';

const longestWaitMs = 5_000;

/** On globalThis, because Next's build gives pages and routes an instance each of this file. */
const shared = globalThis as { bailiwickQueues?: Map<string, Promise<void>> };
shared.bailiwickQueues ??= new Map();
const queues = shared.bailiwickQueues;

/**
 * One at a time of all that name the same queue: what is counted before a change still holds when it is made. In this process
 * only, which is the one that makes changes; other tools are not held up. Whoever waits for 5 s is told so, and does nothing.
 */
export async function inTurn<T>(queue: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  const before = queues.get(queue) ?? Promise.resolve();
  const mine = Promise.withResolvers<void>();
  const after = before.then(() => mine.promise);
  queues.set(queue, after);
  void after.then(() => queues.get(queue) === after && queues.delete(queue));
  try {
    return (await cameUp(before)) ? await work() : tooLong();
  } finally {
    mine.resolve();
  }
}

async function cameUp(turn: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, longestWaitMs, false);
  });
  return Promise.race([turn.then(() => true), late]).finally(() => clearTimeout(timer));
}

function tooLong(): Result<never> {
  return failed({
    kind: 'too-many',
    why: 'Other changes of the same kind have been going on for too long.',
    todo: 'Try again in a moment.',
  });
}
