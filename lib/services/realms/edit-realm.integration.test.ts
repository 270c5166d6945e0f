import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../store/audit-list.ts';
import type { Context } from '../context.ts';
import { asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { editRealm, type RealmSettings } from './edit-realm.ts';
import { clearBelow, madeRealm, realmEntry } from './test-realm.ts';

const portal = testPortal();
let ada: Context;
let rex: Context;
let north: Awaited<ReturnType<typeof realmEntry>>;
let south: Awaited<ReturnType<typeof realmEntry>>;
let field: Awaited<ReturnType<typeof realmEntry>>;

beforeAll(async () => {
  await filledCatalog(portal);
  [ada, rex] = [await asAccount(portal, 'ada'), await asAccount(portal, 'rex')];
  [north, south, field] = [
    await realmEntry(portal, 'north'),
    await realmEntry(portal, 'south'),
    await realmEntry(portal, 'field'),
  ];
});

afterEach(() => clearBelow(ada, north.dn.child('ou', 'east')));

const failureOf = (result: { ok: boolean; failure?: unknown }) =>
  result.ok ? null : (result.failure as { kind: string; why: string; current?: Record<string, string[]> });

async function settingsOf(dn: typeof north.dn): Promise<RealmSettings> {
  const read = await portal.directory.asService().read(dn, ['associatedDomain', 'bwMaximumUsers', 'description']);
  if (!read.ok || !read.value) throw new Error('no such realm');
  const most = read.value.first('bwMaximumUsers');
  return {
    domains: read.value.all('associatedDomain'),
    maximumUsers: most ? Number(most) : null,
    description: read.value.first('description'),
  };
}

const east = () => madeRealm(rex, { parent: north.dn, name: 'east', domains: ['east.north.example'] });

describe('Editing a realm', () => {
  test('lets a delegate change a sub-realm, and Undo is the same the other way round', async () => {
    const { id, dn } = await east();
    const before = await settingsOf(dn);
    const after = {
      ...before,
      domains: ['east.north.example', 'east.north.example.net'],
      description: 'Eastern offices',
    };
    expect(failureOf(await editRealm(rex, { id, before, after }))).toBeNull();
    expect((await settingsOf(dn)).domains.toSorted()).toEqual(after.domains);
    expect(failureOf(await editRealm(rex, { id, before: after, after: before }))).toBeNull();
    expect(await settingsOf(dn)).toEqual(before);
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'realms.edit' },
      { offset: 0, limit: 10 },
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded']);
    expect(rows[1]?.after).toMatchObject({ description: ['Eastern offices'] });
  });

  test('does not let a delegate change the realm that was given', async () => {
    const before = await settingsOf(north.dn);
    for (const change of [
      { domains: [...before.domains, 'more.north.example'] },
      { maximumUsers: 9999 },
      { description: 'Mine' },
    ]) {
      expect(failureOf(await editRealm(rex, { id: north.id, before, after: { ...before, ...change } }))?.kind).toBe(
        'refused',
      );
      expect(
        failureOf(await editRealm(withoutPolicy(rex), { id: north.id, before, after: { ...before, ...change } }))?.kind,
      ).toBe('refused');
    }
    expect(await settingsOf(north.dn)).toEqual(before);
  });

  test('makes a foreign realm look like one that isn’t there, and the directory refuses by itself', async () => {
    const before = await settingsOf(south.dn);
    const after = { ...before, description: 'Mine' };
    expect(failureOf(await editRealm(rex, { id: south.id, before, after }))?.kind).toBe('not-found');
    for (const uid of ['rex', 'hana', 'uma', 'aud', 'otto']) {
      const context = await asAccount(portal, uid);
      expect(['refused', 'not-found']).toContain(
        failureOf(await editRealm(context, { id: south.id, before, after }))?.kind,
      );
      expect(['refused', 'not-found']).toContain(
        failureOf(await editRealm(withoutPolicy(context), { id: south.id, before, after }))?.kind,
      );
    }
    expect(await settingsOf(south.dn)).toEqual(before);
  });

  test('lets a delegate claim no foreign domain for a sub-realm', async () => {
    const { id, dn } = await east();
    const before = await settingsOf(dn);
    for (const domain of ['free.example.org', 'south.example', 'x.south.example', 'x.field.example', 'north.example']) {
      const result = await editRealm(rex, { id, before, after: { ...before, domains: [...before.domains, domain] } });
      expect({ domain, ok: result.ok }).toEqual({ domain, ok: false });
    }
    expect(await settingsOf(dn)).toEqual(before);
  });

  test('leaves the maximum to system administrators, and never below who is there', async () => {
    const before = await settingsOf(field.dn);
    expect(
      failureOf(await editRealm(rex, { id: field.id, before, after: { ...before, maximumUsers: null } }))?.kind,
    ).toBe('refused');
    const direct = await portal.directory
      .as(rex.actor.dn)
      .modify(field.dn, [{ op: 'delete', attribute: 'bwMaximumUsers' }]);
    expect(failureOf(direct)?.kind).toBe('refused');
    const tooFew = failureOf(
      await editRealm(ada, {
        id: north.id,
        before: await settingsOf(north.dn),
        after: { ...(await settingsOf(north.dn)), maximumUsers: 3 },
      }),
    );
    expect(tooFew).toMatchObject({ kind: 'constraint', why: expect.stringMatching(/north has \d+ users already/) });
  });

  test('keeps a domain that people have addresses in, and says how many they are', async () => {
    const before = await settingsOf(north.dn);
    const result = failureOf(
      await editRealm(ada, { id: north.id, before, after: { ...before, domains: ['north.example.net'] } }),
    );
    expect(result).toMatchObject({
      kind: 'constraint',
      why: expect.stringMatching(/north\.example is in use: [\d,]+ people/),
    });
    expect(failureOf(await editRealm(ada, { id: north.id, before, after: { ...before, domains: [] } }))?.kind).toBe(
      'invalid',
    );
  });

  test('answers a change that somebody else made meanwhile with both versions', async () => {
    const { id, dn } = await east();
    const before = await settingsOf(dn);
    expect((await editRealm(ada, { id, before, after: { ...before, description: 'Theirs' } })).ok).toBe(true);
    const stale = { ...before, description: 'Shown' };
    const mine = failureOf(await editRealm(rex, { id, before: stale, after: { ...before, description: 'Mine' } }));
    expect(mine).toMatchObject({ kind: 'conflict', current: { description: ['Theirs'] } });
  });

  test('takes nothing that isn’t a setting of a realm', async () => {
    const before = await settingsOf(field.dn);
    for (const after of [
      { ...before, maximumUsers: -1 },
      { ...before, maximumUsers: 1.5 },
      { ...before, maximumUsers: '7' },
      { ...before, description: 'a\u0000b' },
      { ...before, domains: ['*'] },
    ])
      expect(failureOf(await editRealm(ada, { id: field.id, before, after }))?.kind).toBe('invalid');
    for (const id of ['', '*', `${field.id})(objectClass=*`])
      expect(failureOf(await editRealm(ada, { id, before, after: before }))?.kind).toBe('invalid');
    const extra = await editRealm(rex, {
      id: field.id,
      before,
      after: { ...before, bwUserManager: [rex.actor.dn.toString()] },
    });
    expect(extra.ok && extra.value.modifications).toEqual([]);
  });
});
