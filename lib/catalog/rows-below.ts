import { type Database, sql } from './database.ts';

/**
 * Ids of the rows at a DN and below it. Read backwards, "ends with" is "starts with", which the index on reverse(dn_key) answers.
 */
export async function idsWithin(db: Database, dnKey: string): Promise<string[]> {
  const below = backwards(`,${dnKey}`);
  const rows = await db.$queryRaw<{ id: string }[]>(sql`
    select entry_id::text as id from catalog_entry where dn_key = ${dnKey}
    union all
    select entry_id::text as id from catalog_entry
    where reverse(dn_key) collate "C" >= ${below} and reverse(dn_key) collate "C" < ${below + lastCharacter}`);
  return rows.map((row) => row.id);
}

const lastCharacter = '\u{10ffff}';

/** By code points, as reverse() of PostgreSQL does. */
function backwards(text: string): string {
  return [...text].reverse().join('');
}
