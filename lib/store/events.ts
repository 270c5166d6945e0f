import type { Database, Sql } from './database.ts';
import { storable } from './storable.ts';

/** Something that happened to what is watched; the audit log is for what people did. */
export const severities = ['info', 'warn', 'failing'] as const;
export type Severity = (typeof severities)[number];

export type NewEvent = {
  /** When it happened, as far as known; now without. */
  at?: Date;
  /** `server:<id>`, `device:<id>`, `directory`, `portal`, `collector`. */
  target: string;
  /** Words with dots from the general to the single: `server.state`, `cluster.member`, `trap.linkDown`. */
  kind: string;
  severity: Severity;
  /** One sentence for people. Cut at 1,000 characters. */
  text: string;
  /**
   * What machines read of it. A change of state has `state`, and `of` where a target has several things of the kind:
   * `latestEvents` tells those apart. Left out as a whole beyond 16,000 characters of JSON.
   */
  details?: Readonly<Record<string, unknown>>;
};

/** `id`: digits, in the order in which events were appended. */
export type KeptEvent = Required<Omit<NewEvent, 'details'>> & { id: string; details: Record<string, unknown> };

export type EventFilter = {
  targets?: readonly string[];
  /** `trap` also means `trap.linkDown`. */
  kinds?: readonly string[];
  severities?: readonly Severity[];
  since?: Date;
  until?: Date;
  /** Id of the last event that was read: older ones. */
  before?: string;
  /** Id of the last event that was read: newer ones, the oldest first. Ids never appear behind one that could be read. */
  after?: string;
  /** At most 1,000. */
  limit: number;
};

export const mostRead = 1_000;
const mostAppended = 1_000;
const mostText = 1_000;
const mostDetails = 16_000;
/** Held while ids are given until they can be seen, so that who reads on behind an id misses none. */
const appendLock = 7_204_115;

/** All of them or none. At most 1,000 at once. */
export async function appendEvents(db: Database, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await db.transaction((sql) => appendEventsIn(sql, events));
}

/** The same as a part of a transaction; nobody else appends until that is over. */
export async function appendEventsIn(sql: Sql, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  if (events.length > mostAppended) throw new RangeError(`${events.length} events at once`);
  const column = <T>(take: (event: NewEvent) => T) => events.map(take);
  await sql.query('SELECT pg_advisory_xact_lock($1)', [appendLock]);
  await sql.query(
    `INSERT INTO event (at, target, kind, severity, text, details)
       SELECT at, target, kind, severity, text, details::jsonb FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[],
         $5::text[], $6::text[]) WITH ORDINALITY AS new (at, target, kind, severity, text, details, place) ORDER BY place`,
    [
      column(({ at }) => (at ?? new Date()).toISOString()),
      column(({ target }) => storable(target)),
      column(({ kind }) => storable(kind)),
      column(({ severity }) => severity),
      column(({ text }) => storable(text).slice(0, mostText).toWellFormed()),
      column(({ details }) => detailsText(details)),
    ],
  );
}

/** The newest first, unless `after` is given. */
export async function readEvents(db: Database, filter: EventFilter): Promise<KeptEvent[]> {
  const { targets, kinds, severities: wanted, since, until, before, after } = filter;
  return db.query<KeptEvent>(
    `SELECT ${columns} FROM event
     WHERE ($1::text[] IS NULL OR target = ANY($1)) AND ($3::text[] IS NULL OR severity = ANY($3))
       AND ($2::text[] IS NULL OR kind = ANY($2) OR kind LIKE ANY($9::text[]))
       AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at <= $5)
       AND ($6::bigint IS NULL OR id < $6) AND ($7::bigint IS NULL OR id > $7)
     ORDER BY event.id ${after === undefined ? 'DESC' : 'ASC'} LIMIT $8`,
    [
      targets ?? null,
      kinds ?? null,
      wanted ?? null,
      since?.toISOString() ?? null,
      until?.toISOString() ?? null,
      before ?? null,
      after ?? null,
      Math.max(0, Math.min(filter.limit, mostRead)),
      kinds?.map((kind) => `${kind.replace(/[\\%_]/g, '\\$&')}.%`) ?? null,
    ],
  );
}

/** The last event of each kind, target and `details.of`: what was said last about a thing, also before a restart. */
export async function latestEvents(db: Database, kinds: readonly string[]): Promise<KeptEvent[]> {
  return db.query<KeptEvent>(
    `SELECT DISTINCT ON (target, kind, details->>'of') ${columns} FROM event
     WHERE kind = ANY($1) ORDER BY target, kind, details->>'of', event.id DESC`,
    [kinds],
  );
}

export const keptEvents = { days: 90, rows: 200_000 } as const;

/**
 * Answers how many went: what is older than 90 days, and beyond that the oldest of more than 200,000 rows. What devices say by
 * themselves may fill half of them, and goes first: anybody who knows a community could push out all the rest.
 */
export async function purgeEvents(db: Database, kept: { days: number; rows: number } = keptEvents): Promise<number> {
  const traps = await deleted(
    db,
    `kind LIKE 'trap.%' AND id <= (SELECT id FROM event WHERE kind LIKE 'trap.%' ORDER BY id DESC OFFSET $1 LIMIT 1)`,
    [Math.floor(kept.rows / 2)],
  );
  const others = await deleted(
    db,
    `at < now() - make_interval(days => $1) OR id <= (SELECT id FROM event ORDER BY id DESC OFFSET $2 LIMIT 1)`,
    [kept.days, kept.rows],
  );
  return traps + others;
}

async function deleted(db: Database, which: string, values: number[]): Promise<number> {
  const [gone] = await db.query<{ count: number }>(
    `WITH gone AS (DELETE FROM event WHERE ${which} RETURNING 1) SELECT count(*)::int AS count FROM gone`,
    values,
  );
  return gone?.count ?? 0;
}

/** To sort by the number, say `event.id`: ORDER BY id would take the text that is told here, and 9 for later than 10. */
const columns = 'id::text AS id, at, target, kind, severity, text, details';

function detailsText(details: NewEvent['details']): string {
  const text = JSON.stringify(details ?? {}, (_, value: unknown) => {
    if (typeof value === 'string') return storable(value);
    return typeof value === 'bigint' ? String(value) : value;
  });
  return text.length > mostDetails ? JSON.stringify({ leftOut: text.length }) : text;
}
