import { expect, test } from 'vitest';
import type { AuditRow } from '../../store/audit-list.ts';
import { csvOf } from './export-audit.ts';

const row: AuditRow = {
  seq: 1,
  changeId: 'c',
  outcome: 'succeeded',
  at: new Date('2026-11-21T01:00:00Z'),
  endedAt: null,
  actorId: null,
  actorDn: 'uid=ada',
  actorName: 'Ada',
  address: '192.0.2.1',
  sessionRef: null,
  action: 'users.lock',
  targetKind: 'user',
  targetId: null,
  targetDn: 'uid=uma',
  targetName: 'Uma',
  realmKey: null,
  realmDn: null,
  before: { pwdAccountLockedTime: [] },
  after: null,
  reason: null,
  failure: null,
  reference: null,
};

async function* rows(count: number) {
  for (let seq = count; seq > 0; seq -= 1) yield { ...row, seq };
}

async function textOf(count: number, most: number): Promise<string> {
  let text = '';
  for await (const piece of csvOf(rows(count), most)) text += piece;
  return text;
}

test('an export that fits ends with its last record', async () => {
  const lines = (await textOf(3, 3)).trimEnd().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[3]).toMatch(/^1,2026-11-21T01:00:00.000Z,Ada,/);
});

test('an export that is cut says so in its last line and asks for no more records', async () => {
  const lines = (await textOf(1_000_000_000, 700)).trimEnd().split('\r\n');
  expect(lines).toHaveLength(702);
  expect(lines.at(-1)).toContain('Cut after 700 records.');
});
