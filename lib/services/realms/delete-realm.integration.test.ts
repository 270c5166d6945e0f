import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../store/audit-list.ts';
import { createSession, findLiveSession } from '../../store/sessions.ts';
import type { Context } from '../context.ts';
import { accountDn, asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { createUser } from '../users/create-user.ts';
import { deleteRealm, previewDelete } from './delete-realm.ts';
import { clearBelow, madeRealm, realmEntry } from './test-realm.ts';

const portal = testPortal();
let ada: Context;
let rex: Context;
let north: Awaited<ReturnType<typeof realmEntry>>;
let south: Awaited<ReturnType<typeof realmEntry>>;

const failureOf = (result: { ok: boolean; failure?: unknown }) =>
  result.ok ? null : (result.failure as { kind: string; why: string; todo: string });

beforeAll(async () => {
  await filledCatalog(portal);
  [ada, rex] = [await asAccount(portal, 'ada'), await asAccount(portal, 'rex')];
  [north, south] = [await realmEntry(portal, 'north'), await realmEntry(portal, 'south')];
});

afterEach(async () => {
  await clearBelow(ada, north.dn.child('ou', 'east'));
  await filledCatalog(portal);
});

const east = () => madeRealm(rex, { parent: north.dn, name: 'east', domains: ['east.north.example'] });
const exists = async (dn: typeof north.dn) => {
  const read = await portal.directory.asService().read(dn, ['entryUUID']);
  return read.ok && read.value !== null;
};
async function personIn(dn: typeof north.dn, uid: string): Promise<string> {
  const made = await createUser(rex, { realm: dn.toString(), uid, sn: 'Trial', mail: `${uid}@east.north.example` });
  if (!made.ok) throw new Error(made.failure.why);
  return made.value.id;
}

describe('Deleting a realm', () => {
  test('lets a delegate delete an empty sub-realm without typing its name', async () => {
    const { id, dn } = await east();
    expect(failureOf(await deleteRealm(rex, { id }))).toBeNull();
    expect(await exists(dn)).toBe(false);
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'realms.delete' },
      { offset: 0, limit: 5 },
    );
    expect(rows).toMatchObject([{ outcome: 'succeeded', before: { associatedDomain: ['east.north.example'] } }]);
  });

  test('takes a full one only by its name, with everything in it, and ends the sessions of its people', async () => {
    const { id, dn } = await east();
    const personId = await personIn(dn, 'trial-ed');
    await madeRealm(rex, { parent: dn, name: 'inner', domains: ['inner.east.north.example'] });
    const cookie = await createSession(portal.db, {
      personId,
      dn: `uid=trial-ed`,
      address: '127.0.0.1',
      userAgent: '',
      holdings: [],
      passwordChangedAt: '',
      lifetimeMs: 60_000,
    });
    const preview = await previewDelete(rex, { id });
    expect(preview).toMatchObject({
      ok: true,
      value: {
        empty: false,
        people: 1,
        realms: ['north / east / inner'],
        domains: expect.arrayContaining(['inner.east.north.example']),
        blocked: null,
      },
    });
    for (const confirm of ['', 'East', 'north'])
      expect(failureOf(await deleteRealm(rex, { id, confirm }))?.kind).toBe('invalid');
    expect(failureOf(await deleteRealm(rex, { id, confirm: 'east' }))).toBeNull();
    expect(await exists(dn)).toBe(false);
    expect(await findLiveSession(portal.db, cookie, new Date(), { idleMs: 60_000, lifetimeMs: 60_000 })).toBeNull();
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'realms.delete' },
      { offset: 0, limit: 5 },
    );
    expect(rows.map(({ before }) => (before as { entries: string[] }).entries.length)).toEqual([6]);
  });

  test('does not let a delegate delete the realm that was given', async () => {
    expect(failureOf(await deleteRealm(rex, { id: north.id, confirm: 'north' }))?.kind).toBe('refused');
    expect((await deleteRealm(withoutPolicy(rex), { id: north.id, confirm: 'north' })).ok).toBe(false);
    const direct = await portal.directory.as(rex.actor.dn).delete(north.dn);
    expect(direct.ok).toBe(false);
    expect(await exists(north.dn)).toBe(true);
  });

  test.each(['hana', 'otto', 'aud', 'uma', 'fay', 'nora'])(
    'is refused to %s, by the portal and by the directory',
    async (uid) => {
      const { id, dn } = await east();
      const context = await asAccount(portal, uid);
      expect(['refused', 'not-found']).toContain(failureOf(await deleteRealm(context, { id, confirm: 'east' }))?.kind);
      expect(['refused', 'not-found']).toContain(failureOf(await previewDelete(context, { id }))?.kind);
      expect((await deleteRealm(withoutPolicy(context), { id, confirm: 'east' })).ok).toBe(false);
      for (const each of [dn, dn.below(portal.tree.peopleRdn), dn.below(portal.tree.realmGroupsRdn)])
        expect(await exists(each)).toBe(true);
    },
  );

  test('is refused where a foreign realm is named', async () => {
    expect(failureOf(await deleteRealm(rex, { id: south.id, confirm: 'south' }))?.kind).toBe('not-found');
    expect((await deleteRealm(withoutPolicy(rex), { id: south.id, confirm: 'south' })).ok).toBe(false);
    expect(await exists(accountDn('hana'))).toBe(true);
  });

  test('is refused to somebody who may delete the realm but not its people, before anything goes', async () => {
    const { id, dn } = await east();
    await personIn(dn, 'trial-ed');
    const writer = portal.directory.as(ada.actor.dn);
    const uma = accountDn('uma').toString();
    await writer.modify(north.dn, [{ op: 'add', attribute: 'bwRealmManager', values: [uma] }]);
    try {
      expect(failureOf(await deleteRealm(await asAccount(portal, 'uma'), { id, confirm: 'east' }))).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('people in it'),
      });
      expect(await exists(dn.below(portal.tree.realmGroupsRdn))).toBe(true);
    } finally {
      await writer.modify(north.dn, [{ op: 'delete', attribute: 'bwRealmManager', values: [uma] }]);
    }
  });

  test('is refused while somebody in it holds more than the actor', async () => {
    const { id, dn } = await east();
    await personIn(dn, 'trial-ed');
    const person = dn.below(portal.tree.peopleRdn).child('uid', 'trial-ed').toString();
    const writer = portal.directory.as(ada.actor.dn);
    await writer.modify(south.dn, [{ op: 'add', attribute: 'bwUserManager', values: [person] }]);
    try {
      expect(failureOf(await deleteRealm(rex, { id, confirm: 'east' }))).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('south'),
      });
      expect(await exists(dn)).toBe(true);
    } finally {
      await writer.modify(south.dn, [{ op: 'delete', attribute: 'bwUserManager', values: [person] }]);
    }
  });

  test('is refused for the realm that the actor’s own account lies in', async () => {
    expect(failureOf(await deleteRealm(ada, { id: north.id, confirm: 'north' }))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('Your own account'),
    });
  });

  test('deletes nothing of a realm with more than 500 entries', async () => {
    const { id, dn } = await east();
    const container = dn.below(portal.tree.realmGroupsRdn);
    const names = Array.from({ length: 500 }, (_, index) => `trial-${index}`);
    const writer = portal.directory.as(ada.actor.dn);
    for (let from = 0; from < names.length; from += 50)
      await Promise.all(
        names
          .slice(from, from + 50)
          .map((name) => writer.add(container.child('cn', name), { objectClass: ['groupOfMembers'], cn: [name] })),
      );
    expect(failureOf(await deleteRealm(rex, { id, confirm: 'east' }))).toMatchObject({
      kind: 'constraint',
      why: expect.stringContaining('more than 500'),
    });
    expect(await exists(container.child('cn', 'trial-0'))).toBe(true);
  });
});
