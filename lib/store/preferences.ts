import type { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** What was kept under `key`, as it was given; undefined when nothing was. Parse it: an older version may have written it. */
export async function readPreference(db: Database, personId: string, key: string): Promise<unknown> {
  const row = await db.prisma.preference.findUnique({
    where: { personId_key: { personId, key } },
    select: { value: true },
  });
  return row?.value;
}

const longestValue = 16_384;

/** Throws when `value` is longer than 16 kB of JSON: a preference is a choice, not a store. */
export async function writePreference(
  db: Database,
  personId: string,
  key: string,
  value: Prisma.InputJsonValue,
): Promise<void> {
  if (JSON.stringify(value).length > longestValue) throw new Error(`the preference ${key} is too long`);
  const changedAt = new Date();
  await db.prisma.preference.upsert({
    where: { personId_key: { personId, key } },
    create: { personId, key, value, changedAt },
    update: { value, changedAt },
  });
}
