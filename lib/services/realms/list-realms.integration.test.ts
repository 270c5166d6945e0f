import { beforeAll, describe, expect, test } from 'vitest';
import { asAccount, filledCatalog, testPortal, withoutPolicy } from '../testing/portal.ts';
import { realmChoices } from './list-choices.ts';
import { listRealms } from './list-realms.ts';
import { realmEntry } from './test-realm.ts';
import { viewRealm } from './view-realm.ts';

const portal = testPortal();
let south: Awaited<ReturnType<typeof realmEntry>>;
let field: Awaited<ReturnType<typeof realmEntry>>;

beforeAll(async () => {
  await filledCatalog(portal);
  [south, field] = [await realmEntry(portal, 'south'), await realmEntry(portal, 'field')];
});

const listed = async (uid: string, permissionFree = false) => {
  const context = await asAccount(portal, uid);
  const list = await listRealms(permissionFree ? withoutPolicy(context) : context, {});
  return list.ok ? list.value.rows.map(({ path }) => path) : list.failure.kind;
};

describe('Realms', () => {
  test.each([
    ['ada', ['north', 'north / field', 'south']],
    ['aud', ['north', 'north / field', 'south']],
    ['rex', ['north', 'north / field']],
    ['hana', ['south']],
    ['fay', ['north / field']],
    ['nora', ['north', 'north / field']],
    ['uma', 'not-found'],
    ['otto', 'not-found'],
  ])('are listed for %s as far as their rights go', async (uid, expected) => {
    expect(await listed(uid)).toEqual(expected);
  });

  test('count their people with and without what is below, and say how full they are', async () => {
    const list = await listRealms(await asAccount(portal, 'ada'), {});
    if (!list.ok) throw new Error(list.failure.why);
    const [north, inNorth] = list.value.rows;
    expect(north?.peopleBelow).toBe((north?.people ?? 0) + (inNorth?.people ?? 0));
    expect(north?.domains.toSorted()).toEqual(['north.example', 'north.example.net']);
    expect(inNorth).toMatchObject({
      depth: 1,
      parentKey: north?.key,
      maximumUsers: 50_000,
      administrators: ['Field leads'],
    });
  });

  test('tell the number of groups to those only who may see groups there', async () => {
    const groupsOf = async (uid: string) => {
      const list = await listRealms(await asAccount(portal, uid), {});
      return list.ok ? list.value.rows.map(({ groups }) => typeof groups) : list.failure.kind;
    };
    expect(await groupsOf('rex')).toEqual(['number', 'number']);
    expect(await groupsOf('hana')).toEqual(['object']);
  });

  test('show themselves to nobody without rights over them, with the portal’s own check or without', async () => {
    for (const uid of ['rex', 'fay', 'uma', 'nora']) {
      const context = await asAccount(portal, uid);
      expect(await viewRealm(context, { id: south.id })).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
      expect(await viewRealm(withoutPolicy(context), { id: south.id })).toMatchObject({
        ok: false,
        failure: { kind: 'not-found' },
      });
    }
  });

  test('say to a delegate what they may do and why not the rest', async () => {
    const view = await viewRealm(await asAccount(portal, 'rex'), { id: field.id });
    expect(view).toMatchObject({
      ok: true,
      value: {
        above: [{ name: 'north' }],
        may: {
          edit: { allowed: true },
          maximum: { allowed: false },
          grant: { allowed: false, reason: expect.any(String) },
        },
      },
    });
    const limited = await viewRealm(await asAccount(portal, 'fay'), { id: field.id });
    expect(limited).toMatchObject({
      ok: true,
      value: { above: [], may: { edit: { allowed: false }, delete: { allowed: false } } },
    });
  });

  test('are offered in forms where the asked right reaches', async () => {
    const paths = async (uid: string, permission: string) => {
      const choices = await realmChoices(await asAccount(portal, uid), { for: permission });
      return choices.ok ? choices.value.realms.map(({ path }) => path) : choices.failure.kind;
    };
    expect(await paths('rex', 'users.create')).toEqual(['north', 'north / field']);
    expect(await paths('rex', 'realms.edit')).toEqual(['north / field']);
    expect(await paths('fay', 'users.create')).toEqual(['north / field']);
    expect(await paths('hana', 'users.create')).toEqual([]);
    expect(await paths('uma', 'users.create')).toBe('not-found');
    expect(await paths('ada', 'nonsense')).toBe('invalid');
  });
});
