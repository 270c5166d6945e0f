import { describe, expect, test } from 'vitest';
import { Dn } from '../domain/dn.ts';
import { type Grant, grants, type Permission, permissions, type Tier } from '../domain/permission.ts';
import type { Actor, Holding, Resource } from './actor.ts';
import { can, canSomewhere, realmsWhere } from './can.ts';
import { actsOnPerson, grantPermissions, neverToOneself, ownPermissions, tierPermissions } from './table.ts';

const realms = Dn.of('ou=realms,dc=test');
const north = realms.child('ou', 'north');
const field = north.child('ou', 'field');
const south = realms.child('ou', 'south');
const northern = realms.child('ou', 'northern');

const tier = (name: Tier): Holding => ({ kind: 'tier', tier: name });
const grant = (name: Grant, realm: Dn): Holding => ({ kind: 'grant', grant: name, realm });

function actor(id: string, ...holdings: Holding[]): Actor {
  const dn = north.child('ou', 'people').child('uid', id);
  return {
    id,
    dn,
    holdings,
    uid: id,
    name: id,
    jid: `${id}@north.example`,
    realm: north,
    sessionId: 's',
    address: 'a',
  };
}

const somebody = (realm: Dn, ...holdings: Holding[]): Resource => ({
  realm,
  person: { id: 'somebody', dn: realm.child('uid', 'somebody'), holdings },
});
const own = (permission: Permission) => (ownPermissions as readonly Permission[]).includes(permission);

describe('deny by default', () => {
  test.each(permissions.filter((permission) => !own(permission)))(
    'somebody who holds nothing may not: %s',
    (permission) => {
      for (const realm of [north, south, null])
        expect(can(actor('uma'), permission, { realm })).toMatchObject({ allowed: false, hidden: true });
    },
  );

  test.each(permissions)('what no tier and no grant carries, nobody may: %s', (permission) => {
    const carried = [...Object.values(tierPermissions), ...Object.values(grantPermissions), ownPermissions].some(
      (list) => (list as readonly Permission[]).includes(permission),
    );
    expect(carried).toBe(true);
  });
});

describe('tiers reach everywhere, with their column of the table and nothing more', () => {
  for (const [name, carried] of Object.entries(tierPermissions))
    test.each(permissions.filter((permission) => !own(permission)))(`${name}: %s`, (permission) => {
      const allowed = (carried as readonly Permission[]).includes(permission);
      for (const realm of [north, field, south])
        expect(can(actor('holder', tier(name as Tier)), permission, somebody(realm)).allowed).toBe(allowed);
    });
});

describe('a grant reaches its realm and what is below it', () => {
  for (const name of grants)
    test.each(permissions.filter((permission) => !own(permission)))(`${name} over north: %s`, (permission) => {
      const holder = actor('holder', grant(name, north));
      const carried = (grantPermissions[name] as readonly Permission[]).includes(permission);
      const belowOnly = permission === 'realms.edit' || permission === 'realms.delete';
      expect(can(holder, permission, somebody(north)).allowed).toBe(carried && !belowOnly);
      expect(can(holder, permission, somebody(field)).allowed).toBe(carried);
      for (const elsewhere of [south, northern, realms])
        expect(can(holder, permission, somebody(elsewhere))).toMatchObject({ allowed: false, hidden: true });
      expect(can(holder, permission, { realm: null })).toMatchObject({ allowed: false, hidden: true });
    });

  test('a grant over a sub-realm gives nothing in the realm above', () => {
    expect(can(actor('fay', grant('manageUsers', field)), 'users.edit', somebody(north)).allowed).toBe(false);
  });
});

describe('nobody rises', () => {
  const manager = actor('rex', grant('manageUsers', north), grant('resetPasswords', north));

  test.each([...actsOnPerson])('nobody with a grant may %s on a holder of a tier', (permission) => {
    for (const name of ['systemAdministrator', 'operator', 'auditor'] as const)
      expect(can(manager, permission, somebody(north, tier(name)))).toMatchObject({ allowed: false, hidden: false });
  });

  test.each([...actsOnPerson])(
    '%s is refused on somebody with a grant elsewhere, and allowed on one whose grants are one’s own',
    (permission) => {
      expect(can(manager, permission, somebody(north, grant('manageUsers', south))).allowed).toBe(false);
      expect(can(manager, permission, somebody(north, grant('manageGroups', north))).allowed).toBe(false);
      expect(can(manager, permission, somebody(north, grant('manageUsers', field))).allowed).toBe(true);
    },
  );

  test('a system administrator acts on everybody', () => {
    const ada = actor('ada', tier('systemAdministrator'));
    expect(
      can(ada, 'users.resetPassword', somebody(south, tier('systemAdministrator'), grant('manageUsers', south)))
        .allowed,
    ).toBe(true);
  });

  test.each([...neverToOneself])('nobody may %s themselves', (permission) => {
    const ada = actor('ada', tier('systemAdministrator'));
    expect(can(ada, permission, { realm: north, person: ada })).toMatchObject({ allowed: false, hidden: false });
  });
});

describe('oneself', () => {
  test.each(ownPermissions)('%s is for oneself alone', (permission) => {
    const uma = actor('uma');
    expect(can(uma, permission, { realm: north, person: uma }).allowed).toBe(true);
    expect(can(uma, permission, somebody(north))).toMatchObject({ allowed: false, hidden: true });
    expect(can(actor('ada', tier('systemAdministrator')), permission, somebody(north)).allowed).toBe(false);
  });
});

describe('what may be seen tells refused from missing', () => {
  test('who sees a person is told that an action is refused', () => {
    expect(can(actor('hana', grant('resetPasswords', south)), 'users.delete', somebody(south))).toMatchObject({
      hidden: false,
    });
  });

  test('who sees the servers is told that operating them is refused; who doesn’t is told nothing', () => {
    const may = (...holdings: Holding[]) => can(actor('holder', ...holdings), 'servers.operate', { realm: null });
    expect(may(tier('systemAdministrator')).allowed).toBe(true);
    expect(may(tier('operator'))).toMatchObject({ allowed: false, hidden: false });
    for (const name of grants) expect(may(grant(name, north))).toMatchObject({ allowed: false, hidden: true });
  });

  test('who sees the realm is told nothing of commands that are offered there to others', () => {
    const may = (name: Grant) => can(actor('holder', grant(name, north)), 'commands.runOffered', { realm: north });
    for (const name of ['manageGroups', 'createSubRealms', 'manageRooms', 'seeArchive'] as const)
      expect(may(name)).toMatchObject({ allowed: false, hidden: true });
    for (const name of ['manageUsers', 'resetPasswords', 'runCommands'] as const) expect(may(name).allowed).toBe(true);
  });

  test('who doesn’t see the realm is told nothing', () => {
    expect(can(actor('hana', grant('resetPasswords', south)), 'users.delete', somebody(north))).toMatchObject({
      hidden: true,
    });
  });
});

describe('where a permission holds', () => {
  test('everywhere for a tier, nowhere without a holding', () => {
    expect(realmsWhere(actor('ada', tier('systemAdministrator')), 'users.read')).toBeNull();
    expect(realmsWhere(actor('uma'), 'users.read')).toEqual([]);
    expect(canSomewhere(actor('uma'), 'users.read')).toBe(false);
  });

  test('a realm below another one, or the same twice, is named once', () => {
    const holder = actor(
      'rex',
      grant('manageUsers', field),
      grant('manageUsers', north),
      grant('resetPasswords', north),
    );
    expect(realmsWhere(holder, 'users.read')?.map((realm) => realm.name)).toEqual(['north']);
  });
});
