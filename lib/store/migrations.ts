import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export type Migration = {
  name: string;
  sql: string /** SHA-256 of the file in hex, as Prisma records it. */;
  checksum: string;
};

export class MigrationError extends Error {}

export const migrationsFolder = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');

/** The lock that `prisma migrate deploy` takes: ours and theirs keep each other out. */
const prismaLock = 72707369;

/** In the order in which they are applied: their names begin with the time of making. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Applies what is missing, all of it or nothing, and answers the names of what was applied. Two starts at once: the second
 * waits and finds nothing to do. Recorded in `_prisma_migrations` as Prisma does, so its own tools agree.
 * Throws MigrationError with a sentence when the database and these files don't belong together.
 */
export async function applyMigrations(url: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, query_timeout: 300_000 });
  await client.connect();
  try {
    // The lock ends with the transaction. In the embedded database, where all share one session, the transaction itself excludes.
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [prismaLock]);
    await client.query(createRecordTable);
    const missing = missingFrom(await recorded(client), migrations);
    for (const migration of missing) await applyOne(client, migration);
    await client.query('COMMIT');
    return missing.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Prisma's own definition of its table. */
const createRecordTable = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

type Recorded = { migration_name: string; checksum: string; finished_at: Date | null };

async function recorded(client: pg.Client): Promise<Recorded[]> {
  const answer = await client.query<Recorded>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  return answer.rows;
}

function missingFrom(done: readonly Recorded[], migrations: readonly Migration[]): Migration[] {
  for (const record of done) {
    const file = migrations.find((migration) => migration.name === record.migration_name);
    const name = record.migration_name;
    if (!file)
      throw new MigrationError(
        `The database was not migrated: it has ${name}, which this version does not know. Start the version that was running before, or a newer one.`,
      );
    if (!record.finished_at)
      throw new MigrationError(
        `The database was not migrated: ${name} was begun by another tool and not finished. Resolve it with prisma migrate resolve.`,
      );
    if (file.checksum !== record.checksum)
      throw new MigrationError(
        `The database was not migrated: ${name} was changed after it was applied. Restore the file, or start with a new database.`,
      );
  }
  return migrations.filter((migration) => !done.some((record) => record.migration_name === migration.name));
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (cause) {
    throw new MigrationError(
      `The database was not migrated: ${migration.name} failed with "${(cause as Error).message}". Nothing was changed.`,
      { cause },
    );
  }
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), now(), 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
}
