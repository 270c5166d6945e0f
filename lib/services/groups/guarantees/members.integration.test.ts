import { describe, expect, test } from 'vitest';
import { Dn } from '../../../domain/dn.ts';
import { listAudit } from '../../../store/audit-list.ts';
import { accountDn, accountId, asAccount } from '../../testing/portal.ts';
import { kindOf, value } from '../../testing/signed-in.ts';
import { addMembers } from '../add-members.ts';
import { listGroups } from '../list-groups.ts';
import { listMembers } from '../list-members.ts';
import { removeMembers } from '../remove-members.ts';
import { viewGroup } from '../view-group.ts';
import { newGroup, portal, setScene, whyOf } from './groups-under-test.ts';

setScene();

describe('members', () => {
  test('go in by id, username and JID, each unknown name with a sentence', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newGroup('Pasted');
    const result = value(
      await addMembers(rex, {
        id,
        members: [await accountId(portal, 'uma')],
        names: ['NORA', 'lars@north.example', 'hana', 'nobody', 'nora'],
      }),
    );
    expect(result.added.map(({ dn }) => Dn.of(dn).name).sort()).toEqual(['lars', 'nora', 'uma']);
    expect(result.notes).toEqual(['Nobody goes by “hana”.', 'Nobody goes by “nobody”.']);
    const again = await addMembers(rex, { id, names: ['uma'] });
    expect(whyOf(again)).toMatch(/is a member already/);
  });

  test('are taken out and put back', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newGroup('Undone');
    value(await addMembers(rex, { id, names: ['uma', 'nora'] }));
    value(await removeMembers(rex, { id, members: [`${accountDn('uma')}`] }));
    expect(value(await listMembers(rex, { id })).rows.map((row) => row.uid)).toEqual(['nora']);
    value(await addMembers(rex, { id, names: ['uma'] }));
    expect(value(await viewGroup(rex, { id })).members).toBe(2);
    const { rows } = await listAudit(
      portal.db,
      { realmKeys: null, targetId: id, action: 'groups.remove-members' },
      { offset: 0, limit: 10 },
    );
    expect(rows[0]).toMatchObject({
      outcome: 'succeeded',
      actorName: rex.actor.name,
      before: { member: [`${accountDn('uma')}`] },
    });
  });

  test('whom the actor may not see is not added, removed or shown', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = await newGroup('Mixed');
    expect((await addMembers(rex, { id, members: [await accountId(portal, 'hana')] })).ok).toBe(false);
    value(await addMembers(await asAccount(portal, 'ada'), { id, names: ['hana', 'uma'] }));
    expect(value(await listMembers(rex, { id }))).toMatchObject({ total: 1, hidden: 1, rows: [{ uid: 'uma' }] });
    expect(kindOf(await removeMembers(rex, { id, members: [`${accountDn('hana')}`] }))).toBe('not-found');
    value(await removeMembers(await asAccount(portal, 'ada'), { id, members: [`${accountDn('hana')}`] }));
  });

  test('of a large group are paged and searched', async () => {
    const ada = await asAccount(portal, 'ada');
    const { id } = await newGroup('Large', null);
    const found = await portal.directory.asService().search({
      base: portal.tree.realmsBase,
      scope: 'sub',
      filter: { is: 'equal', attribute: 'objectClass', value: portal.tree.personClass },
      attributes: ['entryUUID', 'uid'],
      limit: 250,
    });
    const everybody = value(found).entries;
    value(await addMembers(ada, { id, members: everybody.map((entry) => entry.id) }));
    const pages = await Promise.all(
      [1, 2, 3, 4, 5].map(async (page) => value(await listMembers(ada, { id, page, pageSize: 50 }))),
    );
    expect(new Set(pages.flatMap((page) => page.rows.map((row) => row.id))).size).toBe(everybody.length);
    expect(pages[0]?.total).toBe(everybody.length);
    const searched = value(await listMembers(ada, { id, text: everybody[7]?.first('uid') ?? '' }));
    expect(searched.rows.map((row) => row.id)).toContain(everybody[7]?.id);
    expect(searched.total).toBeLessThan(20);
    expect(searched.hidden).toBe(0);
  });

  test('a group goes into another one, and never in a circle', async () => {
    const rex = await asAccount(portal, 'rex');
    const [a, b, c] = [await newGroup('Outer'), await newGroup('Middle'), await newGroup('Inner')];
    value(await addMembers(rex, { id: a.id, members: [b.id] }));
    value(await addMembers(rex, { id: b.id, members: [c.id] }));
    expect(whyOf(await addMembers(rex, { id: c.id, members: [a.id] }))).toMatch(/circle/);
    expect(whyOf(await addMembers(rex, { id: a.id, members: [a.id] }))).toBe('A group can’t be a member of itself.');
    expect(value(await viewGroup(rex, { id: a.id })).kind).toBe('nested');
    expect(value(await listGroups(rex, { kind: 'nested', text: a.name })).rows.map((row) => row.id)).toEqual([a.id]);
    expect(value(await listGroups(rex, { kind: 'nested', text: c.name })).total).toBe(0);
    expect(value(await viewGroup(rex, { id: c.id })).memberOf.map((group) => group.id)).toEqual([b.id]);
    expect(value(await listMembers(rex, { id: a.id })).rows).toMatchObject([{ id: b.id, kind: 'group' }]);
  });
});
