import { describe, expect, test } from 'vitest';
import { listAudit } from '../../../store/audit-list.ts';
import { accountDn, asAccount } from '../../testing/portal.ts';
import { kindOf, value } from '../../testing/signed-in.ts';
import { addMembers } from '../add-members.ts';
import { createGroup } from '../create-group.ts';
import { deleteGroup } from '../delete-group.ts';
import { editGroup } from '../edit-group.ts';
import { listGroups } from '../list-groups.ts';
import { removeMembers } from '../remove-members.ts';
import { renameGroup } from '../rename-group.ts';
import { viewGroup } from '../view-group.ts';
import { newGroup, north, portal, setScene } from './groups-under-test.ts';

setScene();

describe('changing', () => {
  test('an edit leaves an audit row, and goes back by sending it the other way round', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newGroup('Edited');
    const done = value(
      await editGroup(rex, { id, before: { description: [] }, after: { description: ['Meets <b>daily</b>'] } }),
    );
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'groups.edit' },
      { offset: 0, limit: 10 },
    );
    expect(rows[0]).toMatchObject({
      outcome: 'succeeded',
      before: { description: [] },
      after: { description: ['Meets <b>daily</b>'] },
    });
    value(await editGroup(rex, { id, before: done.after, after: done.before }));
    expect(value(await viewGroup(rex, { id })).description).toEqual([]);
  });

  test('a conflict shows what the group says now', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newGroup('Contested');
    value(await editGroup(rex, { id, before: { description: [] }, after: { description: ['One'] } }));
    value(await editGroup(rex, { id, before: { description: ['One'] }, after: { description: ['Two'] } }));
    expect(
      await editGroup(rex, { id, before: { description: ['One'] }, after: { description: ['Three'] } }),
    ).toMatchObject({ ok: false, failure: { kind: 'conflict', current: { description: ['Two'] } } });
  });

  test('a name that is taken is said beside the name', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id, name } = await newGroup('Named');
    expect(await createGroup(rex, { realm: north, name: name.toUpperCase() })).toMatchObject({
      ok: false,
      failure: { kind: 'taken', field: 'name' },
    });
    expect(await renameGroup(rex, { id, name: 'Team 01' })).toMatchObject({
      ok: false,
      failure: { kind: 'taken', field: 'name' },
    });
    value(await renameGroup(rex, { id, name: `${name}, "the" <new> #+;\\ 🧪` }));
    expect(value(await viewGroup(rex, { id })).name).toBe(`${name}, "the" <new> #+;\\ 🧪`);
  });

  test('what people may not write is refused: control characters, foreign attributes', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newGroup('Hostile');
    expect(kindOf(await createGroup(rex, { realm: north, name: 'a\u0000b' }))).toBe('invalid');
    expect(kindOf(await createGroup(rex, { realm: 'not a dn', name: 'x' }))).toBe('invalid');
    expect(kindOf(await createGroup(rex, { realm: `ou=people,${north}`, name: 'x' }))).toBe('not-found');
    value(
      await editGroup(rex, {
        id,
        before: {},
        after: { objectClass: ['bwRealm'], bwUserManager: [`${accountDn('rex')}`] },
      }),
    );
    expect(kindOf(await removeMembers(rex, { id, members: ['nonsense'] }))).toBe('invalid');
  });

  test('deleting asks for the name, keeps what it said in the audit log, and takes it off the list', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id, name } = await newGroup('Doomed');
    value(await addMembers(rex, { id, names: ['uma'] }));
    expect(kindOf(await deleteGroup(rex, { id, confirm: 'something else' }))).toBe('invalid');
    value(await deleteGroup(rex, { id, confirm: name }));
    expect(kindOf(await viewGroup(rex, { id }))).toBe('not-found');
    expect(value(await listGroups(rex, { text: name })).total).toBe(0);
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'groups.delete' },
      { offset: 0, limit: 10 },
    );
    expect(rows[0]).toMatchObject({ outcome: 'succeeded', before: { cn: [name], member: [`${accountDn('uma')}`] } });
  });
});
