import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Dn } from '../../domain/dn.ts';
import { type Grant, grantAttributes, grants } from '../../domain/permission.ts';
import { listAudit } from '../../store/audit-list.ts';
import type { Context } from '../context.ts';
import { accountDn, asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { checkGrantHolder } from './check-holder.ts';
import { type GrantHolders, grantRealm } from './grant-realm.ts';
import { clearBelow, madeRealm, realmEntry } from './test-realm.ts';
import { viewRealm } from './view-realm.ts';

const portal = testPortal();
let ada: Context;
let rex: Context;
let north: Awaited<ReturnType<typeof realmEntry>>;
let field: Awaited<ReturnType<typeof realmEntry>>;
let trial: Awaited<ReturnType<typeof realmEntry>>;

const nobody = Object.fromEntries(grants.map((grant) => [grant, []])) as unknown as GrantHolders;
const failureOf = (result: { ok: boolean; failure?: unknown }) =>
  result.ok ? null : (result.failure as { kind: string; why: string; current?: Record<string, string[]> });

beforeAll(async () => {
  await filledCatalog(portal);
  [ada, rex] = [await asAccount(portal, 'ada'), await asAccount(portal, 'rex')];
  [north, field] = [await realmEntry(portal, 'north'), await realmEntry(portal, 'field')];
  trial = await madeRealm(ada, { parent: north.dn, name: 'east', domains: ['east.north.example'] });
});

afterAll(() => clearBelow(ada, trial.dn));

afterEach(async () => {
  const read = await portal.directory.asService().read(trial.dn, Object.values(grantAttributes));
  const left = read.ok && read.value ? Object.values(grantAttributes).filter((name) => read.value?.has(name)) : [];
  if (left.length)
    await portal.directory.as(ada.actor.dn).modify(
      trial.dn,
      left.map((attribute) => ({ op: 'delete' as const, attribute })),
    );
});

async function given(dn: Dn): Promise<GrantHolders> {
  const read = await portal.directory.asService().read(dn, Object.values(grantAttributes));
  return Object.fromEntries(
    grants.map((grant) => [grant, read.ok ? (read.value?.all(grantAttributes[grant]) ?? []) : []]),
  ) as GrantHolders;
}

describe('Delegating', () => {
  test.each(grants)('gives and takes “%s” with an audit row each', async (grant: Grant) => {
    const uma = accountDn('uma').toString();
    expect(
      failureOf(await grantRealm(ada, { id: trial.id, before: nobody, after: { ...nobody, [grant]: [uma] } })),
    ).toBeNull();
    expect((await asAccount(portal, 'uma')).actor.holdings).toEqual([
      { kind: 'grant', grant, realm: trial.dn, via: undefined },
    ]);
    expect(
      failureOf(await grantRealm(ada, { id: trial.id, before: { ...nobody, [grant]: [uma] }, after: nobody })),
    ).toBeNull();
    expect((await asAccount(portal, 'uma')).actor.holdings).toEqual([]);
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: trial.id, action: 'realms.grant' },
      { offset: 0, limit: 2 },
    );
    expect(rows.map(({ before, after }) => [before, after])).toEqual([
      [{ [grantAttributes[grant]]: [uma] }, { [grantAttributes[grant]]: [] }],
      [{ [grantAttributes[grant]]: [] }, { [grantAttributes[grant]]: [uma] }],
    ]);
  });

  test('names roles and static groups of the whole system', async () => {
    const { rolesBase, groupsBase } = portal.tree;
    const after = {
      ...nobody,
      resetPasswords: [rolesBase.child('cn', 'North support').toString()],
      manageUsers: [groupsBase.child('cn', 'Field leads').toString()],
    };
    expect(failureOf(await grantRealm(ada, { id: trial.id, before: nobody, after }))).toBeNull();
    expect((await asAccount(portal, 'fay')).actor.holdings).toContainEqual(
      expect.objectContaining({ grant: 'manageUsers', realm: trial.dn }),
    );
  });

  test('names no group of a realm and no dynamic group, says why, and changes nothing', async () => {
    const all = await portal.directory.asService().search({
      base: portal.tree.base,
      scope: 'sub',
      filter: {
        is: 'or',
        of: [
          { is: 'equal', attribute: 'objectClass', value: 'groupOfMembers' },
          { is: 'equal', attribute: 'objectClass', value: 'groupOfURLs' },
        ],
      },
      attributes: ['objectClass'],
    });
    const found = all.ok ? all.value.entries : [];
    const ofRealm = found.find(({ dn }) => dn.isWithin(portal.tree.realmsBase));
    const dynamic = found.find(
      (entry) => entry.is(portal.tree.dynamicGroupClass) && entry.dn.isWithin(portal.tree.groupsBase),
    );
    expect([ofRealm, dynamic]).not.toContain(undefined);
    for (const [dn, word] of [
      [ofRealm?.dn, 'group of a realm'],
      [dynamic?.dn, 'dynamic group'],
    ] as const) {
      const after = { ...nobody, manageUsers: [accountDn('uma').toString(), String(dn)] };
      expect(failureOf(await grantRealm(ada, { id: trial.id, before: nobody, after }))).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining(word),
      });
      expect(failureOf(await checkGrantHolder(ada, { dn: String(dn) }))?.kind).toBe('refused');
    }
    expect(await given(trial.dn)).toEqual(nobody);
  });

  test.each(['rex', 'hana', 'otto', 'aud', 'uma', 'fay', 'nora'])(
    'is refused to %s, by the portal and by the directory',
    async (uid) => {
      const context = await asAccount(portal, uid);
      for (const realm of [north, field, trial]) {
        const before = await given(realm.dn);
        const after = {
          ...before,
          createSubRealms: [...before.createSubRealms, accountDn('uma').toString()],
          manageUsers: [...before.manageUsers, accountDn('uma').toString()],
        };
        expect(['refused', 'not-found']).toContain(
          failureOf(await grantRealm(context, { id: realm.id, before, after }))?.kind,
        );
        expect(['refused', 'not-found']).toContain(
          failureOf(await grantRealm(withoutPolicy(context), { id: realm.id, before, after }))?.kind,
        );
        expect(await given(realm.dn)).toEqual(before);
      }
      expect(['refused', 'not-found']).toContain(
        failureOf(await checkGrantHolder(context, { dn: accountDn('uma').toString() }))?.kind,
      );
    },
  );

  test('does not let a delegate move a realm to where they hold more, or out of reach', async () => {
    const writer = portal.directory.as(rex.actor.dn);
    const south = await realmEntry(portal, 'south');
    for (const [dn, parent] of [
      [trial.dn, south.dn],
      [trial.dn, portal.tree.realmsBase],
      [south.dn, north.dn],
      [north.dn, trial.dn],
    ] as const) {
      const moved = await writer.rename(dn, { attribute: 'ou', value: dn.name }, parent);
      expect(moved.ok).toBe(false);
    }
  });

  test('answers a withdrawal of what is gone already as a conflict', async () => {
    const before = { ...nobody, runCommands: [accountDn('uma').toString()] };
    expect(failureOf(await grantRealm(ada, { id: trial.id, before, after: nobody }))).toMatchObject({
      kind: 'conflict',
      current: { bwCommandRunner: [] },
    });
  });

  test.each([
    '',
    '*',
    'uid=nobody,ou=people,ou=north,ou=realms,dc=bailiwick,dc=example',
    'cn=config',
    'cn=portal,ou=services,dc=bailiwick,dc=example',
    'ou=people,ou=north,ou=realms,dc=bailiwick,dc=example',
    'uid=uma\u0000,ou=people',
  ])('gives nothing to “%s”', async (dn) => {
    expect((await grantRealm(ada, { id: trial.id, before: nobody, after: { ...nobody, manageUsers: [dn] } })).ok).toBe(
      false,
    );
    expect(await given(trial.dn)).toEqual(nobody);
  });

  test('shows who holds what over a realm, and which realm above it comes from', async () => {
    const view = await viewRealm(ada, { id: field.id });
    if (!view.ok) throw new Error(view.failure.why);
    const holder = (name: string) =>
      view.value.delegation.holders.find((row) => row.name === name || row.detail === name);
    expect(holder('Field leads')).toMatchObject({ kind: 'group', own: ['manageUsers'], inherited: [] });
    expect(holder('rex')?.inherited.map(({ grant, from }) => [grant, from.name])).toEqual(
      grants.map((grant) => [grant, 'north']),
    );
    expect(holder('North support')).toMatchObject({ kind: 'role', occupants: ['nora'] });
  });
});
