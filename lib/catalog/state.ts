import { type Database, sql } from './database.ts';

/**
 * | state     | meaning                                                      |
 * |-----------|--------------------------------------------------------------|
 * | empty     | never filled                                                 |
 * | filling   | the whole directory is being read; rows of before are served |
 * | following | kept fresh                                                   |
 * | away      | the directory can't be read; `error` says why                |
 */
export type CatalogPhase = 'empty' | 'filling' | 'following' | 'away';

export type CatalogState = {
  state: CatalogPhase;
  /** Since when `state` is what it is. */
  since: Date | null;
  filledAt: Date | null;
  /** cursor.ts; null while a fill is under way or was broken off. */
  cursor: string | null;
  lastPollAt: Date | null;
  lastChangeAt: Date | null;
  /** From a change in the directory to its row, for the last change that was followed. */
  lagMs: number | null;
  error: string | null;
};

const nothingYet: CatalogState = {
  state: 'empty',
  since: null,
  filledAt: null,
  cursor: null,
  lastPollAt: null,
  lastChangeAt: null,
  lagMs: null,
  error: null,
};

export async function readState(db: Database): Promise<CatalogState> {
  const rows = await db.$queryRaw<CatalogState[]>(sql`
    select state, since, filled_at as "filledAt", cursor, last_poll_at as "lastPollAt", last_change_at as "lastChangeAt",
      lag_ms as "lagMs", error
    from catalog_state where id = 1`);
  return rows[0] ?? nothingYet;
}

/** The heartbeat: a read of the directory has just ended. */
export async function markPoll(
  db: Database,
  poll: { cursor: string; changed: boolean; lagMs: number | null },
): Promise<void> {
  await db.$executeRaw(sql`
    update catalog_state set
      since = case when state = 'following' then since else now() end, state = 'following', error = null,
      cursor = ${poll.cursor}, last_poll_at = now(),
      last_change_at = case when ${poll.changed}::boolean then now() else last_change_at end,
      lag_ms = coalesce(${poll.lagMs}::int, lag_ms)
    where id = 1`);
}

export async function markFilled(db: Database, cursor: string): Promise<void> {
  await db.$executeRaw(sql`
    update catalog_state set state = 'following', since = now(), error = null, cursor = ${cursor}, filled_at = now(), last_poll_at = now()
    where id = 1`);
}

/** `since` stays while the state does. */
export async function markState(db: Database, state: CatalogPhase, error: string | null = null): Promise<void> {
  await db.$executeRaw(sql`
    insert into catalog_state as old (id, state, since, error) values (1, ${state}, now(), ${error})
    on conflict (id) do update set
      since = case when old.state = excluded.state then old.since else now() end, state = excluded.state, error = excluded.error`);
}

export async function forgetCursor(db: Database): Promise<void> {
  await db.$executeRaw(sql`update catalog_state set cursor = null where id = 1`);
}

const beatEveryMs = 2000;

/** For work that takes longer than a look: says that the directory is being read, at most every two seconds. */
export function heartbeat(db: Database): () => Promise<void> {
  let last = 0;
  return async () => {
    if (Date.now() - last < beatEveryMs) return;
    last = Date.now();
    await db.$executeRaw(sql`update catalog_state set last_poll_at = now() where id = 1`);
  };
}
