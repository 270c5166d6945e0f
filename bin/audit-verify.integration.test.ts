import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningDatabase, startEmbedded, temporaryHome } from '../lab/test-database.ts';
import { appendAudit } from '../lib/store/audit.ts';
import { openDatabase } from '../lib/store/database.ts';
import { applyMigrations, migrationsFolder, readMigrations } from '../lib/store/migrations.ts';

const home = temporaryHome();
let running: RunningDatabase | undefined;

beforeAll(async () => {
  running = await startEmbedded(home);
  await applyMigrations(running.url, readMigrations(migrationsFolder));
  const db = openDatabase(running.url);
  for (const targetName of ['Uma', 'Rex', 'Hana'])
    await appendAudit(db, { ...record, changeId: randomUUID(), targetName });
  await db.close();
});
afterAll(async () => {
  await running?.end('SIGTERM');
  rmSync(home, { recursive: true, force: true });
});

const record = {
  phase: 'succeeded' as const,
  actorId: null,
  actorDn: '',
  actorName: 'Ada',
  address: '192.0.2.1',
  sessionRef: null,
  action: 'users.edit',
  targetKind: 'user',
  targetId: null,
  targetDn: '',
  realmKey: null,
  realmDn: null,
  before: null,
  after: null,
  reason: null,
  failure: null,
  reference: null,
};

function verify(settings: Record<string, string>): Promise<{ code: number; text: string }> {
  const script = join(import.meta.dirname, 'audit-verify.ts');
  const env = { PATH: process.env.PATH, NODE_ENV: 'test' as const, ...settings };
  return new Promise((resolve) =>
    execFile(process.execPath, [script], { env }, (problem, out, err) =>
      resolve({ code: problem ? Number(problem.code) : 0, text: `${out}${err}`.trim() }),
    ),
  );
}

test('verifies the database that runs, and keeps the head for its owner alone', async () => {
  expect(await verify({ BAILIWICK_HOME: home })).toEqual({ code: 0, text: 'The audit log is whole: 3 records.' });
  expect(JSON.parse(readFileSync(join(home, 'audit-head.json'), 'utf8'))).toMatchObject({ seq: 3 });
  expect(statSync(join(home, 'audit-head.json')).mode & 0o077).toBe(0);
  expect(statSync(join(home, 'database.json')).mode & 0o077).toBe(0);
});

test('verifies the database named by DATABASE_URL', async () => {
  const answer = await verify({ BAILIWICK_HOME: join(home, 'elsewhere'), DATABASE_URL: running?.url ?? '' });
  expect(answer).toEqual({ code: 0, text: 'The audit log is whole: 3 records.' });
});

test('starts the database for the moment when nothing runs', async () => {
  await running?.end('SIGTERM');
  running = undefined;
  expect(await verify({ BAILIWICK_HOME: home })).toEqual({ code: 0, text: 'The audit log is whole: 3 records.' });
  running = await startEmbedded(home);
}, 60_000);

test('says where the log is broken, and ends with 1', async () => {
  const db = openDatabase(running?.url ?? '');
  await db.query('ALTER TABLE audit_record DISABLE TRIGGER USER');
  await db.query('DELETE FROM audit_record WHERE seq = 3');
  const cut = await verify({ BAILIWICK_HOME: home });
  expect(cut).toEqual({
    code: 1,
    text: 'The audit log is broken at record 3: the log ended at record 3 when it was last verified, and now ends at 2. The 2 before it are whole.',
  });
  await db.query("UPDATE audit_record SET target_name = 'Otto' WHERE seq = 2");
  const changed = await verify({ BAILIWICK_HOME: home });
  expect(changed.text).toMatch(
    /^The audit log is broken at record 2 of 20.*Z: its content was changed\. The one before it is whole\.$/,
  );
  expect(changed.code).toBe(1);
  await db.close();
});

test('ends with 2 when there is nothing to verify', async () => {
  const answer = await verify({ BAILIWICK_HOME: join(home, 'nowhere') });
  expect(answer.code).toBe(2);
  expect(answer.text).toContain('The audit log was not verified: there is no database in');
});
