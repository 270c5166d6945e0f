import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { appendAudit } from '../../store/audit.ts';
import { asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { kindOf, newPerson, value } from '../testing/signed-in.ts';
import { editUser } from '../users/edit-user.ts';
import { moveUser } from '../users/move-user.ts';
import { entryHistory } from './entry-history.ts';
import { exportAudit } from './export-audit.ts';
import { listAuditLog } from './list-audit.ts';

const portal = testPortal();
beforeAll(() => filledCatalog(portal));

const realm = (name: string) => portal.tree.realmsBase.child('ou', name);

/** One finished change of somebody, as any use case would leave it. */
async function record(more: Partial<Parameters<typeof appendAudit>[1]> = {}) {
  await appendAudit(portal.db, {
    changeId: randomUUID(),
    phase: 'succeeded',
    actorId: null,
    actorDn: 'uid=x,dc=bailiwick,dc=example',
    actorName: 'Somebody',
    address: '192.0.2.1',
    sessionRef: null,
    action: 'users.edit',
    targetKind: 'user',
    targetId: null,
    targetDn: 'uid=y,dc=bailiwick,dc=example',
    targetName: 'Somebody else',
    realmKey: null,
    realmDn: null,
    before: null,
    after: null,
    reason: null,
    failure: null,
    reference: null,
    ...more,
  });
}

const inRealm = (name: string) => ({ realmKey: realm(name).key, realmDn: realm(name).toString() });

describe('who reads the audit log', () => {
  test('for an ordinary person, the help desk and an operator it isn’t there', async () => {
    for (const uid of ['uma', 'hana', 'otto']) {
      const context = await asAccount(portal, uid);
      expect([uid, kindOf(await listAuditLog(context, {}))]).toEqual([uid, 'not-found']);
      expect([uid, kindOf(await exportAudit(context, {}))]).toEqual([uid, 'not-found']);
      expect([uid, kindOf(await entryHistory(context, { id: context.actor.id }))]).toEqual([uid, 'not-found']);
    }
  });

  test('system administrators and auditors read all of it, what belongs to no realm included', async () => {
    const targetName = `system ${randomUUID()}`;
    await record({ targetName });
    for (const uid of ['ada', 'aud'])
      expect(value(await listAuditLog(await asAccount(portal, uid), { target: targetName })).total).toBe(1);
  });

  test('a delegated administrator reads their realms and those below, nothing of south and nothing system-wide', async () => {
    const actorName = `reader ${randomUUID()}`;
    await record({ actorName });
    for (const name of ['north', 'south']) await record({ actorName, ...inRealm(name), targetName: name });
    const field = realm('north').child('ou', 'field');
    await record({ actorName, realmKey: field.key, realmDn: field.toString(), targetName: 'field' });
    const seen = value(await listAuditLog(await asAccount(portal, 'rex'), { actor: actorName }));
    expect(seen.rows.map(({ target }) => target)).toEqual(['field', 'north']);
    expect(seen.total).toBe(2);
  });

  test('choosing a foreign realm or the root shows no more than one may see', async () => {
    const actorName = `chooser ${randomUUID()}`;
    for (const name of ['north', 'south']) await record({ actorName, ...inRealm(name), targetName: name });
    const rex = await asAccount(portal, 'rex');
    const targets = async (key: string) =>
      value(await listAuditLog(rex, { actor: actorName, realm: key })).rows.map(({ target }) => target);
    expect(await targets(realm('south').key)).toEqual([]);
    expect(await targets(realm('north').child('ou', 'field').key)).toEqual([]);
    expect(await targets(portal.tree.base.key)).toEqual(['north']);
    expect(await targets(realm('north').key)).toEqual(['north']);
  });

  test('the realm whose name ends like a visible one is another one', async () => {
    const actorName = `ending ${randomUUID()}`;
    const lookalike = realm('far-north');
    await record({ actorName, realmKey: lookalike.key, realmDn: lookalike.toString() });
    expect(value(await listAuditLog(await asAccount(portal, 'rex'), { actor: actorName })).total).toBe(0);
  });
});

describe('what the list says', () => {
  test('who did what to whom in words, with both images and a link while the target exists', async () => {
    const { id, uid } = await newPerson(portal, 'worded');
    value(
      await editUser(await asAccount(portal, 'rex'), { id, before: { title: [] }, after: { title: ['Engineer'] } }),
    );
    const [row] = value(await listAuditLog(await asAccount(portal, 'rex'), { target: uid, action: 'users.edit' })).rows;
    expect(row).toMatchObject({
      words: 'edited',
      target: 'Tess Tester',
      outcome: 'succeeded',
      href: `/users/${id}`,
      before: { title: [] },
      after: { title: ['Engineer'] },
      address: '127.0.0.1',
    });
  });

  test('a change without an outcome is under way, and unresolved after a minute', async () => {
    const actorName = `pending ${randomUUID()}`;
    await record({ actorName, phase: 'pending' });
    const ada = await asAccount(portal, 'ada');
    expect(value(await listAuditLog(ada, { actor: actorName })).rows[0]?.outcome).toBe('running');
    expect(value(await listAuditLog(ada, { actor: actorName, outcome: 'unresolved' })).total).toBe(0);
  });

  test('filters narrow by actor, target, action, outcome, address and time, and take their text literally', async () => {
    const actorName = `100%_${randomUUID()}`;
    await record({ actorName, action: 'users.lock', address: '192.0.2.77' });
    await record({ actorName, action: 'users.delete', phase: 'failed', failure: 'No.' });
    const ada = await asAccount(portal, 'ada');
    const total = async (query: object) => value(await listAuditLog(ada, { actor: actorName, ...query })).total;
    expect(await total({})).toBe(2);
    expect(await total({ action: 'users.lock' })).toBe(1);
    expect(await total({ action: 'users.' })).toBe(2);
    expect(await total({ action: 'roles.' })).toBe(0);
    expect(await total({ outcome: 'failed' })).toBe(1);
    expect(await total({ address: '192.0.2.77' })).toBe(1);
    expect(await total({ from: new Date(Date.now() + 60_000).toISOString() })).toBe(0);
    expect(await total({ to: new Date(Date.now() + 60_000).toISOString() })).toBe(2);
    expect(value(await listAuditLog(ada, { actor: actorName.replace('%', '_') })).total).toBe(0);
  });

  test('input that makes no sense is answered with a sentence', async () => {
    const ada = await asAccount(portal, 'ada');
    for (const input of [
      { from: 'yesterday' },
      { action: "'; drop table audit_record; --" },
      { outcome: 'maybe' },
      { page: -1 },
    ])
      expect(kindOf(await listAuditLog(ada, input))).toBe('invalid');
  });
});

describe('the history of one entry', () => {
  test('of a person who moved away, each side keeps what happened there', async () => {
    const { id, uid } = await newPerson(portal, 'mover', 'south');
    const ada = await asAccount(portal, 'ada');
    value(await editUser(ada, { id, before: { description: [] }, after: { description: ['a secret of south'] } }));
    value(await moveUser(ada, { id, realm: realm('north').toString(), mail: `${uid}@north.example` }));
    value(await editUser(ada, { id, before: { title: [] }, after: { title: ['Engineer'] } }));
    const all = value(await entryHistory(ada, { id }));
    expect(all.rows.map(({ action }) => action)).toEqual([
      'users.edit',
      'users.arrive',
      'users.move',
      'users.edit',
      'users.create',
    ]);
    const seenByRex = value(await entryHistory(await asAccount(portal, 'rex'), { id }));
    expect(seenByRex.rows.map(({ action }) => action)).toEqual(['users.edit', 'users.arrive']);
    expect(JSON.stringify(seenByRex)).not.toMatch(/secret|south/);
  });

  test('of a foreign entry is as empty as that of one that never was', async () => {
    const { id } = await newPerson(portal, 'foreign', 'south');
    const rex = await asAccount(portal, 'rex');
    expect(value(await entryHistory(rex, { id }))).toEqual(value(await entryHistory(rex, { id: randomUUID() })));
  });
});

describe('the export', () => {
  async function csvFor(uid: string, query: object): Promise<string> {
    let text = '';
    for await (const piece of value(await exportAudit(await asAccount(portal, uid), query))) text += piece;
    return text;
  }

  test('neutralises every cell that a spreadsheet would take for a formula', async () => {
    const mark = randomUUID();
    for (const start of ['=', '+', '-', '@', '\t', '\r'])
      await record({ actorName: `${start}HYPERLINK("http://evil",1) ${mark}` });
    const csv = await csvFor('ada', { actor: mark });
    expect(csv.match(new RegExp(mark, 'g'))?.length).toBe(6);
    expect(csv).not.toMatch(/(^|,)"?[=+\-@\t\r]HYPERLINK/m);
    expect(csv.match(/'[=+\-@\t\r]HYPERLINK/g)?.length).toBe(6);
  });

  test('keeps quotes, commas and line ends inside their cell', async () => {
    const mark = randomUUID();
    await record({ actorName: `O’Neill, "Bob"\nSecond line ${mark}` });
    expect(await csvFor('ada', { actor: mark })).toContain(`"O’Neill, ""Bob""\nSecond line ${mark}"`);
  });

  test('holds what the person may see and nothing else, and is itself on record', async () => {
    const mark = `export ${randomUUID()}`;
    for (const name of ['north', 'south'])
      await record({ actorName: mark, ...inRealm(name), targetName: `in ${name}` });
    const csv = await csvFor('rex', { actor: mark });
    expect(csv).toContain('in north');
    expect(csv).not.toContain('in south');
    const [row] = value(await listAuditLog(await asAccount(portal, 'ada'), { action: 'audit.export' })).rows;
    expect(row).toMatchObject({
      actor: expect.stringContaining('Rex'),
      words: 'exported the audit log',
      after: { actor: [mark] },
    });
  });

  test('nobody reads another realm through it with the portal’s own check removed', async () => {
    const mark = `unchecked ${randomUUID()}`;
    await record({ actorName: mark, ...inRealm('north') });
    let text = '';
    for await (const piece of value(await exportAudit(withoutPolicy(await asAccount(portal, 'uma')), { actor: mark })))
      text += piece;
    expect(text).not.toContain(mark);
  });
});
