import type { Channel } from '../../domain/alert.ts';
import { claimDelivery, type Delivery, deliveryFailed, deliverySent, type Failing } from '../../store/alert-outbox.ts';
import type { Database } from '../../store/database.ts';

const giveUpAfterMs = 86_400_000;
const firstPauseMs = 5_000;
const longestPauseMs = 15 * 60_000;
/** Of one run; the next one goes on. */
const mostOfARun = 50;

/** It was not taken; `uncertain`: as far as anybody knows. */
export class NotSent extends Error {
  readonly uncertain: boolean;

  constructor(why: string, uncertain = false) {
    super(why);
    this.uncertain = uncertain;
  }
}

/** It came back after it was taken; settles late, or never. */
export type Taken = { refused: Promise<NotSent> };

export type Way = {
  channel: Channel;
  /** Rejects when it was not taken. null: nobody will say that it came back. */
  send(delivery: Delivery): Promise<Taken | null>;
  failed(delivery: Delivery, cause: unknown): void;
  /** Ids of what went out and could not be noted, because the database was away. */
  unnoted: Set<string>;
};

/** Sends what is due over one channel, one by one. Answers how many were sent and how many failed. */
export async function sendDue(
  db: Database,
  { channel, send, failed, unnoted }: Way,
  signal?: AbortSignal,
): Promise<{ sent: number; failures: number }> {
  const counted = { sent: 0, failures: 0 };
  for (let count = 0; count < mostOfARun && !signal?.aborted; count++) {
    const delivery = await claimDelivery(db, [channel]);
    if (!delivery) break;
    let taken: Taken | null = null;
    try {
      if (!unnoted.has(delivery.id)) taken = await send(delivery);
    } catch (cause) {
      counted.failures += 1;
      failed(delivery, cause);
      await deliveryFailed(db, delivery.id, failing(delivery, cause));
      continue;
    }
    counted.sent += 1;
    unnoted.add(delivery.id);
    await deliverySent(db, delivery.id);
    unnoted.delete(delivery.id);
    if (taken) void takeBack(db, delivery, taken, failed);
  }
  return counted;
}

/** What came back did not arrive: it waits again, to be sent as if it had never been taken. */
async function takeBack(db: Database, delivery: Delivery, { refused }: Taken, failed: Way['failed']): Promise<void> {
  const cause = await refused;
  failed(delivery, cause);
  // A database that is away now leaves it as sent: the log has said that it wasn't.
  await deliveryFailed(db, delivery.id, failing({ ...delivery, mayHaveArrived: false }, cause)).catch(() => {});
}

function failing(delivery: Delivery, cause: unknown): Failing {
  const uncertain = delivery.mayHaveArrived || (cause instanceof NotSent && cause.uncertain);
  return { error: reasonOf(cause), againAt: againAt(delivery, new Date()), uncertain };
}

/** Later each time, up to a quarter of an hour; null after a day. */
export function againAt(
  { tries, createdAt }: Pick<Delivery, 'tries' | 'createdAt'>,
  now: Date,
  random = Math.random(),
): Date | null {
  if (now.getTime() - createdAt.getTime() > giveUpAfterMs) return null;
  const pause = Math.min(firstPauseMs * 2 ** Math.min(tries - 1, 20), longestPauseMs);
  return new Date(now.getTime() + Math.round(pause * (0.9 + random * 0.2)));
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'It was not sent.';
}
