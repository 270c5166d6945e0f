import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { failed } from '../../domain/failure.ts';
import { appendAudit } from '../../store/audit.ts';
import { listAudit } from '../../store/audit-list.ts';
import { accountDn, filledCatalog, testPortal } from '../testing/portal.ts';
import { arrange, newPerson, value } from '../testing/signed-in.ts';
import { resolvePending } from './resolve-pending.ts';

const portal = testPortal();
const asAda = portal.directory.as(accountDn('ada'));
beforeAll(() => filledCatalog(portal));

type Pending = {
  action: string;
  dn: { toString(): string };
  id: string | null;
  before: Record<string, string[]> | null;
  after: Record<string, string[]> | null;
  kind?: string;
};

/** What a portal leaves that is killed right after the pending row was written. */
async function leftPending({ action, dn, id, before, after, kind = 'user' }: Pending): Promise<string> {
  const { changeId } = await appendAudit(portal.db, {
    changeId: randomUUID(),
    phase: 'pending',
    actorId: null,
    actorDn: accountDn('ada').toString(),
    actorName: 'Ada',
    address: '192.0.2.1',
    sessionRef: null,
    action,
    targetKind: kind,
    targetId: id,
    targetDn: dn.toString(),
    targetName: 'Tess',
    realmKey: null,
    realmDn: null,
    before,
    after,
    reason: null,
    failure: null,
    reference: null,
  });
  return changeId;
}

async function outcomeOf(changeId: string) {
  value({ ok: true, value: await resolvePending(portal, new Date()) });
  const { rows } = await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 500 });
  const row = rows.find((candidate) => candidate.changeId === changeId);
  return { outcome: row?.outcome, reason: row?.reason, targetId: row?.targetId };
}

/** The times that the directory keeps are whole seconds, and clocks may differ by five. */
const longAgo = () => new Promise((resolve) => setTimeout(resolve, 6_500));

describe('a portal that was killed between a change and its outcome finds at its start', () => {
  test('that an entry was added, and then knows its id', async () => {
    const dn = portal.tree.realmsBase
      .child('ou', 'north')
      .below(portal.tree.peopleRdn)
      .child('uid', `added-${randomUUID().slice(0, 8)}`);
    const changeId = await leftPending({
      action: 'users.create',
      dn,
      id: null,
      before: null,
      after: { uid: [dn.name] },
    });
    value(await asAda.add(dn, { objectClass: ['inetOrgPerson'], uid: [dn.name], sn: ['x'], cn: ['x'] }));
    const id = value(await portal.directory.asService().read(dn, ['entryUUID']))?.id;
    expect(await outcomeOf(changeId)).toEqual({ outcome: 'succeeded', reason: 'Resolved by looking', targetId: id });
  });

  test('that an entry was not added', async () => {
    const dn = portal.tree.realmsBase
      .child('ou', 'north')
      .below(portal.tree.peopleRdn)
      .child('uid', `never-${randomUUID().slice(0, 8)}`);
    const changeId = await leftPending({
      action: 'users.create',
      dn,
      id: null,
      before: null,
      after: { uid: [dn.name] },
    });
    expect(await outcomeOf(changeId)).toMatchObject({
      outcome: 'failed',
      reason: 'Resolved by looking',
      targetId: null,
    });
  });

  test('that an edit was made', async () => {
    const { dn, id } = await newPerson(portal, 'edited');
    const changeId = await leftPending({
      action: 'users.edit',
      dn,
      id,
      before: { title: [], sn: ['Tester'] },
      after: { title: ['Boss'], sn: ['Other'] },
    });
    await arrange(portal, dn, [
      { op: 'add', attribute: 'title', values: ['Boss'] },
      { op: 'put', attribute: 'sn', values: ['Other'] },
    ]);
    expect(await outcomeOf(changeId)).toMatchObject({ outcome: 'succeeded', targetId: id });
  });

  test('that an edit was not made', async () => {
    const { dn, id } = await newPerson(portal, 'unedited');
    const changeId = await leftPending({
      action: 'users.edit',
      dn,
      id,
      before: { title: [] },
      after: { title: ['Boss'] },
    });
    expect(await outcomeOf(changeId)).toMatchObject({ outcome: 'failed', targetId: id });
  });

  test('that it can’t tell when somebody else wrote the same attribute since', async () => {
    const { dn, id } = await newPerson(portal, 'unclear');
    const changeId = await leftPending({
      action: 'users.edit',
      dn,
      id,
      before: { title: [] },
      after: { title: ['Boss'] },
    });
    await arrange(portal, dn, [{ op: 'add', attribute: 'title', values: ['Clerk'] }]);
    expect(await outcomeOf(changeId)).toMatchObject({ outcome: 'unknown' });
  });

  test('that a person was moved, by their id, wherever they are now', async () => {
    const { dn, id } = await newPerson(portal, 'moved');
    const target = portal.tree.realmsBase.child('ou', 'south').below(portal.tree.peopleRdn);
    const changeId = await leftPending({
      action: 'users.move',
      dn,
      id,
      before: { dn: [dn.toString()] },
      after: { dn: [target.child('uid', dn.name).toString()] },
    });
    value(await asAda.rename(dn, { attribute: 'uid', value: dn.name }, target));
    expect(await outcomeOf(changeId)).toMatchObject({ outcome: 'succeeded' });
  });

  test('that an entry was deleted', async () => {
    const { dn, id, uid } = await newPerson(portal, 'deleted');
    const changeId = await leftPending({ action: 'users.delete', dn, id, before: { uid: [uid] }, after: null });
    value(await asAda.delete(dn));
    expect(await outcomeOf(changeId)).toMatchObject({ outcome: 'succeeded', targetId: id });
  });

  test('that an entry was not deleted', async () => {
    const { dn, id, uid } = await newPerson(portal, 'undeleted');
    const changeId = await leftPending({ action: 'users.delete', dn, id, before: { uid: [uid] }, after: null });
    expect(await outcomeOf(changeId)).toMatchObject({ outcome: 'failed', targetId: id });
  });

  test('whether a password was set, from its time alone', async () => {
    const hidden = { userPassword: ['(hidden)'] };
    const [set, unset] = [await newPerson(portal, 'set'), await newPerson(portal, 'unset')];
    await longAgo();
    const changes = [
      await leftPending({ action: 'me.password', ...set, before: hidden, after: hidden }),
      await leftPending({ action: 'me.password', ...unset, before: hidden, after: hidden }),
    ];
    value(await portal.directory.as(set.dn).changeOwnPassword(set.dn, set.password, 'another password'));
    expect(await outcomeOf(changes[0] as string)).toMatchObject({ outcome: 'succeeded' });
    expect(await outcomeOf(changes[1] as string)).toMatchObject({ outcome: 'failed' });
  });

  test('what was done to a session can’t be seen in the directory', async () => {
    const { dn, id } = await newPerson(portal, 'session');
    const changeId = await leftPending({
      action: 'me.end-session',
      dn,
      id,
      kind: 'session',
      before: { session: ['x'] },
      after: { session: [] },
    });
    expect(await outcomeOf(changeId)).toMatchObject({ outcome: 'unknown' });
  });
});

test('a directory that is away leaves the change unresolved for the next time', async () => {
  const { dn, id } = await newPerson(portal, 'later');
  const changeId = await leftPending({
    action: 'users.edit',
    dn,
    id,
    before: { title: [] },
    after: { title: ['Boss'] },
  });
  const away = failed({ kind: 'unavailable', why: 'The directory can not be reached.' });
  const noDirectory = {
    ...portal.directory,
    asService: () => ({ ...portal.directory.asService(), search: async () => away, read: async () => away }),
  };
  expect((await resolvePending({ ...portal, directory: noDirectory }, new Date())).left).toBeGreaterThan(0);
  expect(await outcomeOf(changeId)).toMatchObject({ outcome: 'failed' });
});

test('a change that this very process has under way is left alone', async () => {
  const { dn, id } = await newPerson(portal, 'running');
  const startedAt = new Date(Date.now() - 1000);
  await leftPending({ action: 'users.edit', dn, id, before: { title: [] }, after: { title: ['Boss'] } });
  expect(await resolvePending(portal, startedAt)).toEqual({ resolved: 0, left: 0 });
  await resolvePending(portal, new Date());
});
