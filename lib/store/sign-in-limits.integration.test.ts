import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { type SignInLimitSettings, type Slot, signInLimits } from './sign-in-limits.ts';

const minute = 60_000;
const settings: SignInLimitSettings = {
  triesPerAddress: 5,
  windowMs: 15 * minute,
  triesPerAddressAndDay: 20,
  triesPerUserAndDay: 100,
  triesOfAllFromAddress: 1000,
};

let db: Database;
beforeAll(() => {
  db = openDatabase(inject('databaseUrl'));
});
afterAll(() => db.close());

const limits = (given: Partial<SignInLimitSettings> = {}) => signInLimits(db, { ...settings, ...given });
const someone = () => `user-${randomUUID()}`;
const here = '192.0.2.1';

/** How many of `count` failed guesses got as far as the password check. */
async function checkedOf(count: number, guess: (n: number) => Promise<Slot>): Promise<number> {
  let checked = 0;
  for (let n = 0; n < count; n++) if ((await guess(n)).allowed) checked++;
  return checked;
}

async function release(slot: Slot): Promise<void> {
  if (!slot.allowed) throw new Error('the try was to be allowed');
  await slot.release();
}

test('of many failed guesses from one address, the first five are checked', async () => {
  const user = someone();
  expect(await checkedOf(200, () => limits().take(user, here))).toBe(5);
});

test('of fifty guesses at once, five are checked', async () => {
  const user = someone();
  const slots = await Promise.all(Array.from({ length: 50 }, () => limits().take(user, here)));
  expect(slots.filter((slot) => slot.allowed)).toHaveLength(5);
});

test('of ten thousand guesses, fifty at once, five are checked', async () => {
  const user = someone();
  let checked = 0;
  for (let round = 0; round < 200; round++) {
    const slots = await Promise.all(Array.from({ length: 50 }, () => limits().take(user, here)));
    checked += slots.filter((slot) => slot.allowed).length;
  }
  expect(checked).toBe(5);
}, 300_000);

test('who is refused is told when to try again, within the window', async () => {
  const user = someone();
  await checkedOf(5, () => limits().take(user, here));
  const refused = await limits().take(user, here);
  if (refused.allowed) throw new Error('the sixth was to be refused');
  expect(refused.retryAfterMs).toBeGreaterThan(14 * minute);
  expect(refused.retryAfterMs).toBeLessThanOrEqual(15 * minute);
});

test('the window over, the next five are checked', async () => {
  const user = someone();
  await checkedOf(6, () => limits().take(user, here));
  await db.query('UPDATE sign_in_try SET expire = 1 WHERE key LIKE $1', ['window:%']);
  expect(await checkedOf(10, () => limits().take(user, here))).toBe(5);
});

test('successes use up nothing', async () => {
  const user = someone();
  for (let n = 0; n < 30; n++) await release(await limits().take(user, here));
  expect(await checkedOf(10, () => limits().take(user, here))).toBe(5);
});

test('a success gives back its own slot and no failed one, however often it is released', async () => {
  const user = someone();
  await checkedOf(4, () => limits().take(user, here));
  const slot = await limits().take(user, here);
  await release(slot);
  await release(slot);
  expect(await checkedOf(10, () => limits().take(user, here))).toBe(1);
});

test('refused tries do not count against later ones', async () => {
  const user = someone();
  const slots = await Promise.all(Array.from({ length: 50 }, () => limits().take(user, here)));
  for (const slot of slots) if (slot.allowed) await slot.release();
  expect(await checkedOf(10, () => limits().take(user, here))).toBe(5);
});

test('a slot is not given back into the next window', async () => {
  await db.query(`DELETE FROM sign_in_try WHERE key LIKE 'window:%'`);
  const slot = await limits({ windowMs: 1_000 }).take(someone(), here);
  await release(slot);
  expect(await db.query(`SELECT points FROM sign_in_try WHERE key LIKE 'window:%'`)).toEqual([{ points: 1 }]);
});

test('a user is the same in capitals, with spaces around, and known or not', async () => {
  const user = someone();
  const spellings = [user, user.toUpperCase(), ` ${user} `];
  expect(await checkedOf(12, (n) => limits().take(spellings[n % 3] as string, here))).toBe(5);
  expect(JSON.stringify(await db.query('SELECT key FROM sign_in_try'))).not.toContain(user);
});

test('an address of the same IPv6 network is the same address', async () => {
  const user = someone();
  expect(await checkedOf(20, (n) => limits().take(user, `2001:db8::${n}`))).toBe(5);
});

test('the tries of a day from one address end, over all windows', async () => {
  const user = someone();
  let checked = 0;
  for (let window = 0; window < 6; window++) {
    checked += await checkedOf(6, () => limits().take(user, here));
    await db.query('UPDATE sign_in_try SET expire = 1 WHERE key LIKE $1', ['window:%']);
  }
  expect(checked).toBe(20);
});

test('a stranger who uses up the tries of a user locks nobody out where they have signed in before', async () => {
  const user = someone();
  const home = '203.0.113.5';
  await limits().remember(user, home);
  const few = { triesPerUserAndDay: 10 };
  expect(await checkedOf(60, (n) => limits(few).take(user, `198.51.100.${n}`))).toBe(10);
  expect((await limits(few).take(user, '192.0.2.77')).allowed).toBe(false);
  expect((await limits(few).take(user, home)).allowed).toBe(true);
  await db.query("UPDATE known_address SET last_success_at = now() - interval '31 days' WHERE address = $1", [home]);
  expect((await limits(few).take(user, home)).allowed).toBe(false);
});

test('one password tried on everybody from one address is stopped as well', async () => {
  const sprayer = '198.51.100.200';
  const few = { triesOfAllFromAddress: 12 };
  expect(await checkedOf(40, () => limits(few).take(someone(), sprayer))).toBe(12);
  expect((await limits(few).take(someone(), '198.51.100.201')).allowed).toBe(true);
});

test('what no longer counts is purged, and what counts stays', async () => {
  const [old, young] = [someone(), someone()];
  await limits().remember(old, '203.0.113.9');
  await limits().take(old, here);
  await db.query('UPDATE sign_in_try SET expire = 1');
  await db.query("UPDATE known_address SET last_success_at = now() - interval '31 days'");
  await limits().remember(young, here);
  await limits().take(young, here);
  await limits().purge();
  expect(await db.query('SELECT count(*)::int AS n FROM sign_in_try')).toEqual([{ n: 3 }]);
  expect(await db.query('SELECT count(*)::int AS n FROM known_address')).toEqual([{ n: 1 }]);
});
