import { type Database, sql } from './database.ts';

/** How many people have a JID in each of these domains (lower case). A domain without any is not in it. */
export async function peopleByDomain(db: Database, domains: readonly string[]): Promise<Map<string, number>> {
  if (domains.length === 0) return new Map();
  const rows = await db.$queryRaw<{ domain: string; people: number }[]>(sql`
    select split_part(lower(mail), '@', 2) as domain, count(*)::int as people from catalog_entry
    where kind = 'person' and split_part(lower(mail), '@', 2) = any(${[...domains]}::text[]) group by 1`);
  return new Map(rows.map(({ domain, people }) => [domain, people]));
}
