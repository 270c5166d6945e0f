import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../lab/test-database.ts';
import { type Database, openDatabase } from './database.ts';
import { applyMigrations, type Migration, migrationsFolder, readMigrations } from './migrations.ts';

let running: TestDatabase;
let db: Database;
beforeAll(async () => {
  running = await startTestDatabase();
  db = openDatabase(running.url);
});
afterAll(async () => {
  await db?.close();
  await running?.stop();
});

const committed = readMigrations(migrationsFolder);
const extra = (sql: string): Migration => ({ name: '29990101000000_extra', sql, checksum: 'c'.repeat(64) });

test('a migrated database needs nothing more', async () => {
  expect(committed.length).toBeGreaterThan(0);
  expect(await applyMigrations(running.url, committed)).toEqual([]);
});

test('the migrations lead to the schema that the client is made from', async () => {
  const script = join(import.meta.dirname, '..', '..', 'bin', 'make-migration.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--check']);
  expect(stdout).toContain('the migrations already lead to prisma/schema.prisma');
});

test('each migration is recorded as Prisma records it', async () => {
  const rows = await db.query(
    'SELECT migration_name, checksum, applied_steps_count, rolled_back_at, finished_at IS NOT NULL AS done FROM _prisma_migrations ORDER BY 1',
  );
  expect(rows).toEqual(
    committed.map(({ name, checksum }) => ({
      migration_name: name,
      checksum,
      applied_steps_count: 1,
      rolled_back_at: null,
      done: true,
    })),
  );
});

test('a migration that fails leaves nothing behind, and says which it was', async () => {
  const bad = extra('CREATE TABLE half (n int); SELECT nonsense');
  await expect(applyMigrations(running.url, [...committed, bad])).rejects.toThrow(
    /29990101000000_extra failed with .*nonsense.* Nothing was changed/,
  );
  expect(await db.query("SELECT to_regclass('half') AS found")).toEqual([{ found: null }]);
});

test('of two starts at once, one migrates and the other waits', async () => {
  const migrations = [...committed, extra('CREATE TABLE extra (n int)')];
  const applied = await Promise.all([
    applyMigrations(running.url, migrations),
    applyMigrations(running.url, migrations),
  ]);
  expect(applied.flat()).toEqual(['29990101000000_extra']);
});

test('a database of a newer version, or an edited migration, is refused', async () => {
  await expect(applyMigrations(running.url, committed)).rejects.toThrow('this version does not know');
  const edited = committed.map((migration) => ({ ...migration, checksum: 'e'.repeat(64) }));
  await expect(applyMigrations(running.url, [...edited, extra('')])).rejects.toThrow(
    'was changed after it was applied',
  );
});
