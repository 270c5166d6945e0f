import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbedded, startTestDatabase, type TestDatabase, temporaryHome } from '../../lab/test-database.ts';
import { type AuditRecord, appendAudit, pendingChanges } from './audit.ts';
import { type Chained, hashOf } from './audit-chain.ts';
import { type AuditFilter, listAudit, streamAudit } from './audit-list.ts';
import { columnsForHash, verifyAudit } from './audit-verify.ts';
import { type Database, openDatabase } from './database.ts';
import { applyMigrations, migrationsFolder, readMigrations } from './migrations.ts';

const ada = randomUUID();
const uma = randomUUID();
const north = 'ou=north,ou=realms,dc=example,dc=org';
const field = `ou=field,${north}`;

function record(parts: Partial<AuditRecord> = {}): AuditRecord {
  return {
    changeId: randomUUID(),
    phase: 'succeeded',
    actorId: ada,
    actorDn: `uid=ada,ou=people,${north}`,
    actorName: 'Ada Lovelace',
    address: '192.0.2.1',
    sessionRef: '0123abcd',
    action: 'users.edit',
    targetKind: 'user',
    targetId: uma,
    targetDn: `uid=uma,ou=people,${north}`,
    targetName: 'Uma Ünal',
    realmKey: north,
    realmDn: north,
    before: { mail: ['uma@north.example'] },
    after: { mail: ['uma@north.example.net'] },
    reason: null,
    failure: null,
    reference: null,
    ...parts,
  };
}

describe('the audit log', () => {
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

  const find = async (filter: Partial<AuditFilter>) =>
    listAudit(db, { realmKeys: null, ...filter }, { offset: 0, limit: 50 });

  test('numbers records of writers at once without gaps, in a chain that is whole', async () => {
    const appended = await Promise.all(
      Array.from({ length: 40 }, () => appendAudit(db, record({ action: 'users.lock' }))),
    );
    const numbers = appended.map(({ seq }) => seq).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] as number) + index));
    expect(await verifyAudit(db)).toMatchObject({ ok: true, checked: numbers.at(-1) });
  });

  test('stays one chain when two processes append to it, each of which remembers an end of its own', async () => {
    const other = openDatabase(running.url);
    try {
      const appended = await Promise.all(
        Array.from({ length: 40 }, (_, at) => appendAudit(at % 2 === 0 ? db : other, record({ action: 'users.lock' }))),
      );
      const numbers = appended.map(({ seq }) => seq).sort((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] as number) + index));
      expect(await verifyAudit(db)).toMatchObject({ ok: true, checked: numbers.at(-1) });
    } finally {
      await other.close();
    }
  });

  test('lists a change once, with its outcome and what only the outcome knows', async () => {
    const changeId = randomUUID();
    const created = randomUUID();
    await appendAudit(db, record({ changeId, phase: 'pending', action: 'users.create', targetId: null }));
    expect((await find({ action: 'users.create' })).rows).toMatchObject([
      { changeId, outcome: 'pending', targetId: null, endedAt: null },
    ]);
    await appendAudit(db, record({ changeId, action: 'users.create', targetId: created }));
    const { rows, total } = await find({ targetId: created });
    expect(total).toBe(1);
    expect(rows).toMatchObject([{ changeId, outcome: 'succeeded', targetId: created, endedAt: expect.any(Date) }]);
  });

  test('tells which changes have no outcome, so that they can be given one', async () => {
    const changeId = randomUUID();
    await appendAudit(db, record({ changeId, phase: 'pending' }));
    const [open] = await pendingChanges(db);
    expect(open).toMatchObject({ changeId, before: { mail: ['uma@north.example'] } });
    await appendAudit(db, {
      ...(open as AuditRecord),
      phase: 'unknown',
      failure: 'The portal ended before the answer came.',
    });
    expect(await pendingChanges(db)).toEqual([]);
    expect((await find({ outcome: 'unknown' })).rows).toMatchObject([
      { changeId, failure: 'The portal ended before the answer came.' },
    ]);
  });

  test('shows a realm what is in it and below it, and nothing of its neighbours', async () => {
    const action = 'realms.edit';
    await appendAudit(db, record({ action, realmKey: north, targetName: 'north' }));
    await appendAudit(db, record({ action, realmKey: field, targetName: 'field' }));
    await appendAudit(db, record({ action, realmKey: 'ou=far-north,ou=realms,dc=example,dc=org', targetName: 'far' }));
    await appendAudit(db, record({ action, realmKey: null, realmDn: null, targetName: 'everywhere' }));
    const names = async (realmKeys: string[] | null) =>
      (await find({ action, realmKeys })).rows.map((row) => row.targetName);
    expect(await names(null)).toEqual(['everywhere', 'far', 'field', 'north']);
    expect(await names([north])).toEqual(['field', 'north']);
    expect(await names([field])).toEqual(['field']);
    expect(await names([])).toEqual([]);
  });

  test('finds records by and about a person, by text, address, outcome and time', async () => {
    const someone = randomUUID();
    const begun = new Date();
    const mine = { action: 'me.edit', actorName: '100%_\\ sure', address: '198.51.100.7' };
    await appendAudit(db, record({ ...mine, actorId: someone, targetName: 'Renée' }));
    await appendAudit(db, record({ action: 'me.edit', targetId: someone, phase: 'failed', failure: 'Not allowed.' }));
    const count = async (filter: Partial<AuditFilter>) => (await find({ action: 'me.', ...filter })).total;
    expect(await count({ personId: someone })).toBe(2);
    expect(await count({ targetId: someone })).toBe(1);
    expect(await count({ actorText: '%_\\' })).toBe(1);
    expect(await count({ actorText: 'LOVELACE' })).toBe(1);
    expect(await count({ targetText: 'renée' })).toBe(1);
    expect(await count({ address: '198.51.100.7' })).toBe(1);
    expect(await count({ outcome: 'failed' })).toBe(1);
    expect(await count({ from: begun })).toBe(2);
    expect(await count({ to: begun })).toBe(0);
  });

  test('streams more than a batch, the newest first and each once', async () => {
    for (let n = 0; n < 26; n++)
      await Promise.all(Array.from({ length: 20 }, () => appendAudit(db, record({ action: 'rooms.manage' }))));
    const numbers: number[] = [];
    for await (const row of streamAudit(db, { realmKeys: null, action: 'rooms.manage' })) numbers.push(row.seq);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => b - a));
    expect(numbers).toHaveLength(520);
  }, 60_000);

  test('never keeps a password, and keeps what a database could not hold', async () => {
    const changeId = randomUUID();
    const before = {
      userPassword: ['{ARGON2}x'],
      nested: [{ pwdHistory: 'y', clientSecret: 'z' }],
      jpegPhoto: new Uint8Array(3),
    };
    await appendAudit(
      db,
      record({
        changeId,
        action: 'odd',
        before,
        after: { '\0name': 'nul\0 half\ud800', __proto__: null, 1.5: 1e-7 },
        targetName: 'nul\0',
      }),
    );
    const { rows } = await find({ action: 'odd' });
    expect(rows[0]).toMatchObject({
      before: {
        userPassword: '(hidden)',
        nested: [{ pwdHistory: '(hidden)', clientSecret: '(hidden)' }],
        jpegPhoto: '(3 bytes)',
      },
      after: { '␀name': 'nul␀ half\ufffd', '1.5': 1e-7 },
      targetName: 'nul␀',
    });
    expect(await verifyAudit(db)).toMatchObject({ ok: true });
  });

  test.each([
    ['UPDATE', "UPDATE audit_record SET actor_name = 'nobody'"],
    ['DELETE', 'DELETE FROM audit_record'],
    ['TRUNCATE', 'TRUNCATE audit_record'],
  ])('refuses %s', async (name, statement) => {
    await expect(db.query(statement)).rejects.toThrow(`append only: ${name} refused`);
  });
});

describe('verifying the audit log', () => {
  let running: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    running = await startTestDatabase();
    db = openDatabase(running.url);
    // As somebody who may do everything in the database.
    await db.query('ALTER TABLE audit_record DISABLE TRIGGER USER');
  });
  afterAll(async () => {
    await db?.close();
    await running?.stop();
  });

  test('is content with an empty log', async () => {
    expect(await verifyAudit(db)).toEqual({ ok: true, checked: 0, head: null });
  });

  test.each([
    'actor_name',
    'address',
    'action',
    'target_dn',
    'phase',
    'reason',
    'realm_key',
    'target_kind',
    'failure',
    'reference',
  ])('notices another %s', async (column) => {
    const { seq } = await appendAudit(db, record());
    const [kept] = await db.query<{ value: string | null }>(
      `SELECT ${column} AS value FROM audit_record WHERE seq = $1`,
      [seq],
    );
    await db.query(`UPDATE audit_record SET ${column} = 'failed' WHERE seq = $1`, [seq]);
    expect(await verifyAudit(db)).toMatchObject({ ok: false, brokenAt: { seq } });
    await db.query(`UPDATE audit_record SET ${column} = $2 WHERE seq = $1`, [seq, kept?.value]);
    expect(await verifyAudit(db)).toMatchObject({ ok: true });
  });

  test('names the record that was changed, even with a new hash, and tells what was cut out or off', async () => {
    for (let n = 0; n < 6; n++) await appendAudit(db, record());
    const whole = await verifyAudit(db);
    if (!whole.ok || !whole.head) throw new Error('the log was to be whole');
    const end = whole.head.seq;
    const brokenAt = async () => {
      const verdict = await verifyAudit(db, whole.head);
      return verdict.ok ? null : verdict.brokenAt;
    };
    expect(await brokenAt()).toBeNull();
    const third = end - 3;
    await db.query(`UPDATE audit_record SET after = '{"mail": ["else"]}' WHERE seq = $1`, [third]);
    expect(await brokenAt()).toMatchObject({ seq: third, at: expect.any(Date), why: 'its content was changed' });
    const [forged] = await db.query<Chained & { seq: number }>(
      `${columnsForHash} FROM audit_record WHERE audit_record.seq = $1`,
      [third],
    );
    await db.query('UPDATE audit_record SET hash = $2 WHERE seq = $1', [third, hashOf(forged as Chained)]);
    expect(await brokenAt()).toMatchObject({ seq: third + 1, why: 'it does not follow from the record before it' });
    await db.query('DELETE FROM audit_record WHERE seq = $1', [third]);
    expect(await brokenAt()).toMatchObject({ seq: third + 1, why: `record ${third} before it is missing` });
    await db.query('DELETE FROM audit_record WHERE seq > $1', [third]);
    expect(await verifyAudit(db)).toMatchObject({ ok: true, checked: third - 1 });
    expect(await brokenAt()).toMatchObject({ seq: third, why: expect.stringContaining(`now ends at ${third - 1}`) });
  });
});

test('kill -9 of the embedded database loses no record that was acknowledged', async () => {
  const home = temporaryHome();
  const acknowledged: number[] = [];
  for (let round = 0; round < 3; round++) {
    const running = await startEmbedded(home);
    await applyMigrations(running.url, readMigrations(migrationsFolder));
    const db = openDatabase(running.url);
    await new Promise<void>((enough) => {
      let left = 40;
      const write = async (): Promise<void> => {
        acknowledged.push((await appendAudit(db, record())).seq);
        if (--left === 0) enough();
        return write();
      };
      // They go on until the database is gone, so that it dies in the midst of writing.
      for (let writer = 0; writer < 4; writer++) write().catch(() => {});
    });
    await running.end('SIGKILL');
    await db.close();
  }
  const running = await startEmbedded(home);
  const db = openDatabase(running.url);
  const kept = new Set((await db.query<{ seq: number }>('SELECT seq::int FROM audit_record')).map(({ seq }) => seq));
  expect(acknowledged.filter((seq) => !kept.has(seq))).toEqual([]);
  expect(await verifyAudit(db)).toMatchObject({ ok: true });
  await db.close();
  await running.end('SIGTERM');
  rmSync(home, { recursive: true, force: true });
}, 120_000);
