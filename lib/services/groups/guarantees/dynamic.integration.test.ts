import { describe, expect, test } from 'vitest';
import { Dn } from '../../../domain/dn.ts';
import { accountDn, asAccount } from '../../testing/portal.ts';
import { kindOf, value } from '../../testing/signed-in.ts';
import { addMembers } from '../add-members.ts';
import { changeFilter } from '../change-filter.ts';
import { createGroup } from '../create-group.ts';
import { listMembers } from '../list-members.ts';
import { previewFilter } from '../preview-filter.ts';
import { viewGroup } from '../view-group.ts';
import { freshName, north, portal, setScene, south } from './groups-under-test.ts';

setScene();

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
        name: freshName('By filter, 100 % "sure"?'),
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
        name: freshName('Expanded'),
        dynamic: { base, filter: '(|(uid=nora)(description=100% sure?)(l=Łódź🧪))' },
      }),
    );
    const { dn } = value(await viewGroup(rex, { id }));
    const read = value(await portal.directory.as(accountDn('ada')).read(Dn.of(dn), ['member']));
    expect(read?.all('member')).toEqual([`${accountDn('nora')}`]);
  });
});
