import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from './database.ts';
import { networkOf } from './network-of.ts';

export type SignInLimitSettings = {
  triesPerAddress: number;
  windowMs: number;
  triesPerAddressAndDay: number;
  triesPerUserAndDay: number;
  /** All users together: one password tried on everybody. */
  triesOfAllFromAddress: number;
};

export type Slot =
  | { allowed: true /** Gives the slot back: it was no failed try. */; release(): Promise<void> }
  | { allowed: false; retryAfterMs: number };

export type SignInLimits = {
  /** Before the password is checked, so that guesses made at once can't slip through together. Keep the slot when the try failed. */
  take(username: string, address: string): Promise<Slot>;
  /** After a success: for 30 days, tries from elsewhere can't use up this person's tries from here. */
  remember(username: string, address: string): Promise<void>;
  /** Deletes what no longer counts. */
  purge(): Promise<void>;
};

const dayMs = 86_400_000;
const knownForMs = 30 * dayMs;
/** A slot isn't given back into a window that ends so soon: it might land in the next one and allow a try too many there. */
const windowEndMs = 2_000;

/**
 * Four limits on failed tries: per user and address in a window, per user and address in a day, per user in a day, and per
 * address for all users in a window. The third does not hold where this user has signed in before, so a stranger can't lock
 * anybody out. Users are counted under a hash of the folded name, whether or not there is such a user.
 */
export function signInLimits(db: Database, settings: SignInLimitSettings): SignInLimits {
  const inWindow = limiter(db, 'window', settings.triesPerAddress, settings.windowMs);
  const inDay = limiter(db, 'day', settings.triesPerAddressAndDay, dayMs);
  const ofUser = limiter(db, 'user', settings.triesPerUserAndDay, dayMs);
  const ofAddress = limiter(db, 'address', settings.triesOfAllFromAddress, settings.windowMs);
  return {
    async take(username, address) {
      const user = userKeyOf(username);
      const network = networkOf(address);
      const here = `${user}:${network}`;
      const refused = await spent(inWindow, here);
      if (refused) return refused;
      const limits = [
        { limiter: inWindow, key: here },
        { limiter: inDay, key: here },
        { limiter: ofAddress, key: network },
      ];
      if (!(await isKnown(db, user, network))) limits.push({ limiter: ofUser, key: user });
      return takeAll(limits);
    },
    async remember(username, address) {
      const key = { userKey: userKeyOf(username), address: networkOf(address) };
      const lastSuccessAt = new Date();
      await db.prisma.knownAddress.upsert({
        where: { userKey_address: key },
        create: { ...key, lastSuccessAt },
        update: { lastSuccessAt },
      });
    },
    async purge() {
      await db.prisma.signInTry.deleteMany({ where: { expire: { lt: BigInt(Date.now() - 3_600_000) } } });
      await db.prisma.knownAddress.deleteMany({ where: { lastSuccessAt: { lt: new Date(Date.now() - knownForMs) } } });
    },
  };
}

type Limit = { limiter: RateLimiterPostgres; key: string };
type Taken = Limit & { endsAt: number };

/** A look before taking: a flood of guesses costs one reading each. Guesses made at once are told apart by takeOne. */
async function spent(limiter: RateLimiterPostgres, key: string): Promise<Slot | null> {
  const seen = await limiter.get(key);
  return seen && seen.consumedPoints >= limiter.points ? refusal(seen.msBeforeNext) : null;
}

function refusal(msBeforeNext: number): Slot {
  return { allowed: false, retryAfterMs: Math.max(msBeforeNext, 1_000) };
}

/** A slot of each or of none. */
async function takeAll(limits: readonly Limit[]): Promise<Slot> {
  const taken: Taken[] = [];
  for (const limit of limits) {
    const answer = await takeOne(limit);
    taken.push({ ...limit, endsAt: Date.now() + answer.msBeforeNext });
    if (answer.consumedPoints > limit.limiter.points) {
      await giveBack(taken);
      return refusal(answer.msBeforeNext);
    }
  }
  return { allowed: true, release: () => giveBack(taken) };
}

/** The count after this try: one statement, so of two at once one sees the higher. */
async function takeOne({ limiter, key }: Limit): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (rejected) {
    if (rejected instanceof RateLimiterRes) return rejected;
    throw rejected;
  }
}

async function giveBack(taken: Taken[]): Promise<void> {
  for (const { limiter, key, endsAt } of taken.splice(0)) {
    if (Date.now() < endsAt - windowEndMs) await limiter.reward(key);
  }
}

async function isKnown(db: Database, userKey: string, address: string): Promise<boolean> {
  const found = await db.prisma.knownAddress.findUnique({ where: { userKey_address: { userKey, address } } });
  return found !== null && found.lastSuccessAt.getTime() > Date.now() - knownForMs;
}

function limiter(db: Database, name: string, points: number, durationMs: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: unnamed(db),
    storeType: 'client',
    tableName: 'sign_in_try',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: durationMs / 1000,
  });
}

/** Its statements go through our pool, unprepared: a pool of six gains nothing by names. */
function unnamed(db: Database) {
  return {
    async query({ text, values }: { text: string; values: unknown[] }) {
      const rows = await db.query<{ points: number; expire: string | null }>(text, values);
      // bigint comes as text.
      return {
        rowCount: rows.length,
        rows: rows.map((row) => ({ ...row, expire: row.expire === null ? null : Number(row.expire) })),
      };
    },
  };
}

function userKeyOf(username: string): string {
  return createHash('sha256')
    .update(username.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase())
    .digest('hex');
}
