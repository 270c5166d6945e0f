import { beforeAll, describe, expect, test } from 'vitest';
import { Dn } from '../../domain/dn.ts';
import type { Result } from '../../domain/failure.ts';
import { listAudit } from '../../store/audit-list.ts';
import { addMembers } from '../groups/add-members.ts';
import { createGroup } from '../groups/create-group.ts';
import { deleteGroup } from '../groups/delete-group.ts';
import { removeMembers } from '../groups/remove-members.ts';
import { viewGroup } from '../groups/view-group.ts';
import { accountDn, accountId, asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { newPerson } from '../testing/signed-in.ts';
import { deleteUser } from '../users/delete-user.ts';
import { disableUser } from '../users/lock-user.ts';
import { addOccupants } from './add-occupants.ts';
import { createRole } from './create-role.ts';
import { deleteRole } from './delete-role.ts';
import { editRole } from './edit-role.ts';
import { listRoles } from './list-roles.ts';
import { removeOccupants } from './remove-occupants.ts';
import { viewRole } from './view-role.ts';

const portal = testPortal();
const north = `ou=north,${portal.tree.realmsBase}`;
let made = 0;

beforeAll(() => filledCatalog(portal));

function value<T>(result: Result<T>): T {
  if (!result.ok)
    throw new Error(
      `${result.failure.kind}: ${result.failure.what} ${result.failure.why} ${String(result.failure.cause ?? '')}`,
    );
  return result.value;
}

function kindOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.kind;
}

async function idOf(name: string): Promise<string> {
  const row = value(await listRoles(await asAccount(portal, 'ada'), {})).rows.find(
    (candidate) => candidate.name === name,
  );
  if (!row) throw new Error(`no role ${name}`);
  return row.id;
}

async function newRole(name: string) {
  const full = `${name} ${++made}`;
  return {
    ...value(await createRole(await asAccount(portal, 'ada'), { name: full, description: 'For a test' })),
    name: full,
  };
}

describe('who may do what with roles', () => {
  test('a system administrator and an auditor see them, the three built-in ones first', async () => {
    for (const uid of ['ada', 'aud']) {
      const { rows } = value(await listRoles(await asAccount(portal, uid), {}));
      expect(rows.slice(0, 3).map((row) => row.name)).toEqual(['Auditor', 'Operator', 'System Administrator']);
      expect(rows.map((row) => row.name)).toContain('North support');
    }
  });

  test('for everybody else there are none', async () => {
    const id = await idOf('Auditor');
    for (const uid of ['rex', 'hana', 'otto', 'uma']) {
      const context = await asAccount(portal, uid);
      expect(kindOf(await listRoles(context, {}))).toBe('not-found');
      expect(kindOf(await viewRole(context, { id }))).toBe('not-found');
    }
  });

  test('an auditor and a delegated administrator change none', async () => {
    const { id, name } = await newRole('Fixed');
    const occupants = [await accountId(portal, 'rex')];
    for (const [uid, kind] of [
      ['aud', 'refused'],
      ['rex', 'not-found'],
    ] as const) {
      const context = await asAccount(portal, uid);
      const attempts = {
        create: createRole(context, { name: 'x' }),
        edit: editRole(context, { id, before: { description: [] }, after: { description: ['x'] } }),
        add: addOccupants(context, { id, occupants }),
        remove: removeOccupants(context, { id, occupants: [`${accountDn('rex')}`] }),
        delete: deleteRole(context, { id, confirm: name }),
      };
      for (const [verb, attempt] of Object.entries(attempts))
        expect([uid, verb, kindOf(await attempt)]).toEqual([uid, verb, kind]);
    }
  });

  test('with the portal’s own check removed, the directory still refuses to let anybody rise', async () => {
    for (const uid of ['rex', 'uma', 'aud', 'otto']) {
      const context = withoutPolicy(await asAccount(portal, uid));
      const id = await idOf('System Administrator');
      const attempts = {
        create: createRole(context, { name: 'x' }),
        edit: editRole(context, { id, before: { description: [] }, after: { description: ['x'] } }),
        add: addOccupants(context, { id, occupants: [context.actor.id] }),
        remove: removeOccupants(
          { ...context },
          { id: await idOf('North support'), occupants: [`${accountDn('nora')}`] },
        ),
      };
      for (const [verb, attempt] of Object.entries(attempts))
        expect([uid, verb, (await attempt).ok]).toEqual([uid, verb, false]);
    }
    const view = value(await viewRole(await asAccount(portal, 'ada'), { id: await idOf('System Administrator') }));
    expect(view.occupants.map((row) => row.uid)).toEqual(['ada']);
  });
});

describe('what a role carries', () => {
  test('is everything of its tier for a built-in role', async () => {
    const view = value(await viewRole(await asAccount(portal, 'aud'), { id: await idOf('Auditor') }));
    expect(view.carries).toMatchObject([{ kind: 'tier', label: 'Auditor', realm: null }]);
    expect(view.carries[0]?.abilities).toContainEqual({ noun: 'Audit log', verbs: ['see'] });
    expect(view.occupants).toMatchObject([{ uid: 'aud', kind: 'person' }]);
    expect(view.may).toMatchObject({ edit: { allowed: false }, delete: { allowed: false } });
  });

  test('is what realms grant to it for every other role', async () => {
    const view = value(await viewRole(await asAccount(portal, 'ada'), { id: await idOf('North support') }));
    expect(view.carries).toMatchObject([{ kind: 'grant', label: 'Reset passwords', realm: { name: 'North' } }]);
    expect(view.carries[0]?.abilities).toContainEqual({
      noun: 'Users',
      verbs: ['see', 'unlock', 'reset passwords', 'see presence', 'end XMPP sessions'],
    });
  });
});

describe('occupants', () => {
  test('come and go, with the rights, the audit rows and nobody twice', async () => {
    const ada = await asAccount(portal, 'ada');
    const id = await idOf('North support');
    const uma = await accountId(portal, 'uma');
    expect(value(await addOccupants(ada, { id, occupants: [uma] })).added).toHaveLength(1);
    expect((await asAccount(portal, 'uma')).actor.holdings).toMatchObject([{ kind: 'grant', grant: 'resetPasswords' }]);
    expect(value(await addOccupants(ada, { id, occupants: [uma] })).added).toEqual([]);
    value(await removeOccupants(ada, { id, occupants: [`${accountDn('uma')}`] }));
    expect((await asAccount(portal, 'uma')).actor.holdings).toEqual([]);
    const { rows } = await listAudit(portal.db, { realmKeys: null, targetId: id }, { offset: 0, limit: 2 });
    expect(rows.map((row) => [row.action, row.outcome])).toEqual([
      ['roles.remove-occupants', 'succeeded'],
      ['roles.add-occupants', 'succeeded'],
    ]);
  });

  test('a realm’s group, a dynamic group, and a group where it would pass nothing on are refused', async () => {
    const ada = await asAccount(portal, 'ada');
    const tier = await idOf('System Administrator');
    const ofRealm = value(await createGroup(ada, { realm: north, name: `Risers ${++made}` }));
    const dynamic = value(
      await createGroup(ada, { realm: null, name: `Risers ${++made}`, dynamic: { base: north, filter: '(uid=uma)' } }),
    );
    const system = value(await createGroup(ada, { realm: null, name: `Risers ${++made}` }));
    for (const group of [ofRealm, dynamic])
      expect(await addOccupants(ada, { id: tier, occupants: [group.id] })).toMatchObject({
        ok: false,
        failure: { kind: 'constraint' },
      });
    expect(kindOf(await addOccupants(ada, { id: await idOf('Auditor'), occupants: [system.id] }))).toBe('constraint');
    expect(kindOf(await addOccupants(ada, { id: await idOf('North support'), occupants: [system.id] }))).toBe(
      'constraint',
    );
    expect(kindOf(await addOccupants(ada, { id: tier, occupants: ['00000000-0000-4000-8000-000000000000'] }))).toBe(
      'not-found',
    );
  });

  test('the last system administrator stays, whichever way the role would be taken', async () => {
    const ada = await asAccount(portal, 'ada');
    const role = await idOf('System Administrator');
    const name = `Administrators ${++made}`;
    const group = value(await createGroup(ada, { realm: null, name }));
    const { dn } = value(await viewGroup(ada, { id: group.id }));
    const own = [`${accountDn('ada')}`];
    expect(kindOf(await removeOccupants(ada, { id: role, occupants: own }))).toBe('constraint');
    value(await addOccupants(ada, { id: role, occupants: [group.id] }));
    expect(kindOf(await removeOccupants(ada, { id: role, occupants: own }))).toBe('constraint');
    value(await addMembers(ada, { id: group.id, names: ['ada', 'wanda'] }));
    value(await removeOccupants(ada, { id: role, occupants: own }));
    const through = await asAccount(portal, 'ada');
    expect(value(await viewGroup(through, { id: group.id })).holdsRights).toBe(true);
    expect(kindOf(await removeMembers(through, { id: group.id, members: [...own, `${accountDn('wanda')}`] }))).toBe(
      'constraint',
    );
    expect(kindOf(await deleteGroup(through, { id: group.id, confirm: name }))).toBe('constraint');
    expect(kindOf(await removeOccupants(through, { id: role, occupants: [dn] }))).toBe('constraint');
    value(await removeMembers(through, { id: group.id, members: [`${accountDn('wanda')}`] }));
    expect(kindOf(await deleteUser(withoutPolicy(through), { id: ada.actor.id, confirm: 'ada' }))).toBe('constraint');
    value(await addOccupants(through, { id: role, occupants: [await accountId(portal, 'ada')] }));
    value(await deleteGroup(await asAccount(portal, 'ada'), { id: group.id, confirm: name }));
    expect(value(await viewRole(await asAccount(portal, 'ada'), { id: role })).occupants.map((row) => row.uid)).toEqual(
      ['ada'],
    );
  });

  test('a system administrator who is disabled doesn’t count as one who is left, and two don’t take the role from each other', async () => {
    const ada = await asAccount(portal, 'ada');
    const role = await idOf('System Administrator');
    const [one, other] = [await newPerson(portal, 'admin-one'), await newPerson(portal, 'admin-two')];
    value(await addOccupants(ada, { id: role, occupants: [one.id] }));
    value(await disableUser(ada, { id: one.id }));
    const leave = (who: { dn: Dn }) => removeOccupants(ada, { id: role, occupants: [`${who.dn}`] });
    expect(kindOf(await leave(ada.actor))).toBe('constraint');
    value(await addOccupants(ada, { id: role, occupants: [other.id] }));
    const both = await Promise.all([
      leave(ada.actor),
      removeOccupants({ ...ada, actor: { ...ada.actor, dn: other.dn } }, { id: role, occupants: [`${other.dn}`] }),
    ]);
    expect(both.map(kindOf).sort()).toEqual(['constraint', 'ok']);
    const left = both[0]?.ok ? other.dn : ada.actor.dn;
    const writer = portal.directory.as(left);
    if (both[0]?.ok)
      value(
        await writer.modify(portal.tree.tierRoles.systemAdministrator, [
          { op: 'add', attribute: portal.tree.roleOccupant, values: [`${ada.actor.dn}`] },
        ]),
      );
    value(await leave(one));
    if (both[0]?.ok) value(await leave(other));
  });
});

describe('making and deleting', () => {
  test('a role of one’s own is made, edited with a way back, and deleted by its name', async () => {
    const ada = await asAccount(portal, 'ada');
    const { id, name } = await newRole('Night shift, "north" <x>');
    expect(await createRole(ada, { name })).toMatchObject({ ok: false, failure: { kind: 'taken', field: 'name' } });
    const done = value(
      await editRole(ada, { id, before: { description: ['For a test'] }, after: { description: ['Changed'] } }),
    );
    expect(
      await editRole(ada, { id, before: { description: ['For a test'] }, after: { description: ['Late'] } }),
    ).toMatchObject({ failure: { kind: 'conflict', current: { description: ['Changed'] } } });
    value(await editRole(ada, { id, before: done.after, after: done.before }));
    expect(kindOf(await deleteRole(ada, { id, confirm: 'x' }))).toBe('invalid');
    value(await deleteRole(ada, { id, confirm: name }));
    expect(kindOf(await viewRole(ada, { id }))).toBe('not-found');
  });

  test('a role that the portal needs stays', async () => {
    const ada = await asAccount(portal, 'ada');
    for (const name of ['System Administrator', 'Operator', 'Auditor'])
      expect(kindOf(await deleteRole(ada, { id: await idOf(name), confirm: name }))).toBe('constraint');
  });

  test('what a realm granted to a role goes with it', async () => {
    const ada = await asAccount(portal, 'ada');
    const { id, name } = await newRole('Granted');
    const { dn } = value(await viewRole(ada, { id }));
    value(
      await portal.directory
        .as(accountDn('ada'))
        .modify(Dn.of(north), [{ op: 'add', attribute: 'bwArchiveReader', values: [dn] }]),
    );
    expect(value(await viewRole(ada, { id })).carries).toMatchObject([{ label: 'See archive' }]);
    value(await deleteRole(ada, { id, confirm: name }));
    await expect
      .poll(async () =>
        value(await portal.directory.asService().read(Dn.of(north), ['bwArchiveReader']))?.all('bwArchiveReader'),
      )
      .not.toContain(dn);
  });
});
