import { beforeAll, describe, expect, test } from 'vitest';
import { Dn } from '../../domain/dn.ts';
import type { Result } from '../../domain/failure.ts';
import { listAudit } from '../../store/audit-list.ts';
import { accountDn, accountId, asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { addMembers } from './add-members.ts';
import { changeFilter } from './change-filter.ts';
import { createGroup } from './create-group.ts';
import { deleteGroup } from './delete-group.ts';
import { editGroup } from './edit-group.ts';
import { listGroups } from './list-groups.ts';
import { listMembers } from './list-members.ts';
import { previewFilter } from './preview-filter.ts';
import { removeMembers } from './remove-members.ts';
import { renameGroup } from './rename-group.ts';
import { viewGroup } from './view-group.ts';

const portal = testPortal();
const north = `ou=north,${portal.tree.realmsBase}`;
const south = `ou=south,${portal.tree.realmsBase}`;
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

function whyOf(result: Result<unknown>): string {
  return result.ok ? '' : result.failure.why;
}

async function newGroup(name: string, realm: string | null = north) {
  const full = `${name} ${++made}`;
  return { ...value(await createGroup(await asAccount(portal, 'ada'), { realm, name: full })), name: full };
}

async function idOf(cn: string): Promise<string> {
  const { rows } = value(await listGroups(await asAccount(portal, 'ada'), { text: cn }));
  const row = rows.find((candidate) => candidate.name === cn);
  if (!row) throw new Error(`no group ${cn}`);
  return row.id;
}

describe('what each person may do with groups', () => {
  test('a delegated administrator lists the groups of their realms and none of the whole system', async () => {
    const { rows } = value(await listGroups(await asAccount(portal, 'rex'), { pageSize: 200 }));
    expect(new Set(rows.map((row) => row.realm?.name))).toEqual(new Set(['north', 'field']));
  });

  test('a system administrator lists them all, and those of the whole system alone', async () => {
    const ada = await asAccount(portal, 'ada');
    expect(new Set(value(await listGroups(ada, { pageSize: 200 })).rows.map((row) => row.realm?.name))).toEqual(
      new Set(['north', 'field', 'south', undefined]),
    );
    expect(value(await listGroups(ada, { systemWide: true })).rows.every((row) => row.realm === null)).toBe(true);
    expect(
      value(await listGroups(ada, { kind: 'dynamic' })).rows.every(
        (row) => row.kind === 'dynamic' && row.members === null,
      ),
    ).toBe(true);
  });

  test('an ordinary person, an operator and a help desk have no list of groups', async () => {
    for (const uid of ['uma', 'otto', 'hana'])
      expect(kindOf(await listGroups(await asAccount(portal, uid), {}))).toBe('not-found');
  });

  test('an auditor sees every group and changes none', async () => {
    const aud = await asAccount(portal, 'aud');
    const { id, name } = await newGroup('Audited');
    value(await viewGroup(aud, { id }));
    value(await listMembers(aud, { id }));
    const attempts = {
      edit: editGroup(aud, { id, before: {}, after: { description: ['x'] } }),
      rename: renameGroup(aud, { id, name: 'x' }),
      add: addMembers(aud, { id, names: ['uma'] }),
      remove: removeMembers(aud, { id, members: [`${accountDn('uma')}`] }),
      delete: deleteGroup(aud, { id, confirm: name }),
      create: createGroup(aud, { realm: north, name: 'x' }),
    };
    for (const [verb, attempt] of Object.entries(attempts))
      expect([verb, kindOf(await attempt)]).toEqual([verb, 'refused']);
  });

  test('a manager of users sees groups and can’t create, edit or delete them', async () => {
    const fay = await asAccount(portal, 'fay');
    const { id, name } = await newGroup('Of field', `ou=field,${north}`);
    value(await viewGroup(fay, { id }));
    expect(kindOf(await createGroup(fay, { realm: `ou=field,${north}`, name: 'x' }))).toBe('refused');
    expect(kindOf(await addMembers(fay, { id, names: ['fay'] }))).toBe('refused');
    expect(kindOf(await deleteGroup(fay, { id, confirm: name }))).toBe('refused');
  });

  test('a foreign group looks like one that is missing', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id, name } = await newGroup('Foreign', south);
    const missing = await viewGroup(rex, { id: '00000000-0000-4000-8000-000000000000' });
    const attempts = [
      viewGroup(rex, { id }),
      listMembers(rex, { id }),
      addMembers(rex, { id, names: ['uma'] }),
      renameGroup(rex, { id, name: 'x' }),
      deleteGroup(rex, { id, confirm: name }),
    ];
    for (const attempt of attempts) expect(whyOf(await attempt)).toBe(whyOf(missing));
    expect(kindOf(await createGroup(rex, { realm: south, name: 'x' }))).toBe('not-found');
  });

  test('groups of the whole system are a system administrator’s', async () => {
    const rex = await asAccount(portal, 'rex');
    expect(kindOf(await createGroup(rex, { realm: null, name: 'x' }))).toBe('not-found');
    expect(kindOf(await addMembers(rex, { id: await idOf('Field leads'), names: ['rex'] }))).toBe('not-found');
  });
});

describe('with the portal’s own check removed, the directory still refuses', () => {
  test('everything that an ordinary person tries', async () => {
    const uma = withoutPolicy(await asAccount(portal, 'uma'));
    const { id, name } = await newGroup('Guarded');
    const attempts = {
      view: viewGroup(uma, { id }),
      members: listMembers(uma, { id }),
      edit: editGroup(uma, { id, before: {}, after: { description: ['x'] } }),
      rename: renameGroup(uma, { id, name: `${name} x` }),
      remove: removeMembers(uma, { id, members: [`${accountDn('rex')}`] }),
      delete: deleteGroup(uma, { id, confirm: name }),
      create: createGroup(uma, { realm: north, name: 'planted' }),
      'create for the whole system': createGroup(uma, { realm: null, name: 'planted' }),
    };
    for (const [verb, attempt] of Object.entries(attempts))
      expect([verb, ['refused', 'not-found'].includes(kindOf(await attempt))]).toEqual([verb, true]);
    const self = await addMembers(uma, { id, names: ['uma'] });
    expect(self.ok).toBe(false);
  });

  test('a group manager who wants to join a group that holds rights', async () => {
    const rex = withoutPolicy(await asAccount(portal, 'rex'));
    const id = await idOf('Field leads');
    expect((await addMembers(rex, { id, names: ['rex'] })).ok).toBe(false);
    expect(value(await listMembers(await asAccount(portal, 'ada'), { id })).rows.map((row) => row.uid)).toEqual([
      'fay',
    ]);
  });
});

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

describe('a dynamic group', () => {
  const base = north;

  test('shows who is in it while its filter is made, as far as the asking person sees', async () => {
    const rex = await asAccount(portal, 'rex');
    const preview = value(
      await previewFilter(rex, {
        realm: north,
        base,
        easy: { match: 'all', conditions: [{ attribute: 'title', test: 'is', value: 'Regional administrator' }] },
      }),
    );
    expect(preview).toMatchObject({
      count: 1,
      more: false,
      others: 0,
      first: [{ uid: 'rex' }],
      filter: '(&(objectClass=inetOrgPerson)(title=Regional administrator))',
    });
    expect(
      value(
        await previewFilter(await asAccount(portal, 'ada'), {
          realm: null,
          base: `${portal.tree.realmsBase}`,
          filter: 'uid=hana',
        }),
      ).first.map((row) => row.uid),
    ).toEqual(['hana']);
  });

  test('finds only people of its own realm and below', async () => {
    const rex = await asAccount(portal, 'rex');
    const filter = '(uid=hana)';
    expect(kindOf(await previewFilter(rex, { realm: north, base: south, filter }))).toBe('invalid');
    expect(kindOf(await previewFilter(rex, { realm: south, base: south, filter }))).toBe('not-found');
    expect(kindOf(await createGroup(rex, { realm: north, name: 'Spies', dynamic: { base: south, filter } }))).toBe(
      'invalid',
    );
    expect(
      kindOf(await createGroup(rex, { realm: north, name: 'Spies', dynamic: { base: `${portal.tree.base}`, filter } })),
    ).toBe('invalid');
  });

  test('a filter that can’t be read is refused with a sentence', async () => {
    const rex = await asAccount(portal, 'rex');
    for (const filter of ['(uid=', '(&)', '((uid=a))', '(uid=a)(uid=b)', `(|${'(a=b)'.repeat(100)})`])
      expect(await previewFilter(rex, { realm: north, base, filter })).toMatchObject({
        ok: false,
        failure: { kind: 'invalid', field: 'filter' },
      });
  });

  test('takes another filter, has members by it, and takes none by hand', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = value(
      await createGroup(rex, {
        realm: north,
        name: `By filter, 100 % "sure"? ${++made}`,
        dynamic: { base, filter: '(uid=uma)' },
      }),
    );
    expect(value(await listMembers(rex, { id })).rows.map((row) => row.uid)).toEqual(['uma']);
    const before = value(await viewGroup(rex, { id })).dynamic?.url ?? '';
    value(await changeFilter(rex, { id, before, base, filter: '(|(uid=nora)(uid=lars))' }));
    expect(value(await listMembers(rex, { id, text: 'nora' })).rows.map((row) => row.uid)).toEqual(['nora']);
    expect(kindOf(await changeFilter(rex, { id, before, base, filter: '(uid=x)' }))).toBe('conflict');
    expect(kindOf(await addMembers(rex, { id, names: ['uma'] }))).toBe('constraint');
  });

  test('slapd finds the same people by the URL that the portal wrote', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id } = value(
      await createGroup(rex, {
        realm: north,
        name: `Expanded ${++made}`,
        dynamic: { base, filter: '(|(uid=nora)(description=100% sure?)(l=Łódź🧪))' },
      }),
    );
    const { dn } = value(await viewGroup(rex, { id }));
    const read = value(await portal.directory.as(accountDn('ada')).read(Dn.of(dn), ['member']));
    expect(read?.all('member')).toEqual([`${accountDn('nora')}`]);
  });
});

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

describe('a group that holds rights', () => {
  test('says so, and what they are', async () => {
    const view = value(await viewGroup(await asAccount(portal, 'ada'), { id: await idOf('Field leads') }));
    expect(view).toMatchObject({
      holdsRights: true,
      carries: [{ kind: 'grant', label: 'Manage users', realm: { name: 'Field' } }],
    });
  });

  test('in a realm is changed by system administrators only', async () => {
    const rex = await asAccount(portal, 'rex');
    const { id, name } = await newGroup('Granted');
    const { dn } = value(await viewGroup(rex, { id }));
    const ada = portal.directory.as(accountDn('ada'));
    value(await ada.modify(Dn.of(south), [{ op: 'add', attribute: 'bwGroupManager', values: [dn] }]));
    try {
      for (const attempt of [
        addMembers(rex, { id, names: ['rex'] }),
        removeMembers(rex, { id, members: [`${accountDn('uma')}`] }),
        renameGroup(rex, { id, name: 'x' }),
        deleteGroup(rex, { id, confirm: name }),
      ])
        expect(await attempt).toMatchObject({
          ok: false,
          failure: { kind: 'refused', why: 'This group holds rights, so only a system administrator changes it.' },
        });
      expect((await addMembers(withoutPolicy(rex), { id, names: ['rex'] })).ok).toBe(false);
      expect(value(await viewGroup(rex, { id })).may).toMatchObject({
        members: { allowed: false },
        delete: { allowed: false },
      });
    } finally {
      value(await ada.modify(Dn.of(south), [{ op: 'delete', attribute: 'bwGroupManager', values: [dn] }]));
    }
  });
});
