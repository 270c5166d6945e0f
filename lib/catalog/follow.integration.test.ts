import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { labPassword, labPerson, newPerson } from '../directory/test-settings.ts';
import { Dn } from '../domain/dn.ts';
import { equal } from '../domain/filter.ts';
import { CatalogUnderTest, done } from './catalog-under-test.ts';
import type { Follower } from './follow.ts';
import { readState } from './state.ts';

const catalog = new CatalogUnderTest();
const realm = (name: string) => Dn.of(inject('lab').realms[name]?.dn ?? '');
const people = (name: string) => realm(name).child('ou', 'people');
let follower: Follower;

beforeAll(async () => {
  follower = catalog.follower();
  done(await follower.step());
});

async function seen(uid: string) {
  done(await follower.step());
  return (await catalog.rows()).filter((row) => row.kind === 'person' && row.uid === uid);
}

async function add(uid: string, where = people('north'), attributes: Record<string, string[]> = {}) {
  const dn = where.child('uid', uid);
  done(await catalog.foreign.add(dn, { ...newPerson(uid), ...attributes }));
  return dn;
}

test('filled from nothing, the catalog has every person, group, role and realm under its name', async () => {
  const { tree } = catalog;
  const found = async (base: Dn, objectClass: string) => {
    const page = done(
      await catalog.foreign.search({
        base,
        scope: 'sub',
        filter: equal('objectClass', objectClass),
        attributes: ['entryUUID'],
      }),
    );
    return page.entries.map((entry) => `${entry.id} ${entry.dn}`);
  };
  const entries = [
    ...(await found(tree.realmsBase, tree.personClass)),
    ...(await found(tree.base, tree.groupClass)),
    ...(await found(tree.base, tree.dynamicGroupClass)),
    ...(await found(tree.rolesBase, tree.roleClass)),
    ...(await found(tree.realmsBase, tree.realmClass)),
  ];
  const rows = await catalog.rows();
  expect(rows.map((row) => `${row.id} ${row.dn}`).sort()).toEqual([...new Set(entries)].sort());
  expect(rows.length).toBeGreaterThan(300);
  const flags = Object.fromEntries(rows.map((row) => [row.uid, row]));
  expect(flags.lars).toMatchObject({ locked: true, disabled: false });
  expect(flags.dora).toMatchObject({ locked: false, disabled: true });
  expect(flags.mina).toMatchObject({ mustChange: true });
  expect(flags.evan?.passwordExpiresAt?.getTime()).toBeLessThan(Date.now());
  await catalog.expectEqual(follower);
});

test('a person added by somebody else is seen, and then changed, renamed, moved and deleted', async () => {
  const dn = await add('foreign1');
  expect(await seen('foreign1')).toMatchObject([{ sortSurname: 'foreign1', realmKey: realm('north').key }]);

  done(await catalog.foreign.modify(dn, [{ op: 'put', attribute: 'sn', values: ['Éclair'] }]));
  expect(await seen('foreign1')).toMatchObject([{ sortSurname: 'eclair' }]);

  const renamed = done(await catalog.foreign.rename(dn, { attribute: 'uid', value: 'foreign2' }));
  expect(await seen('foreign1')).toEqual([]);
  expect(await seen('foreign2')).toMatchObject([{ dn: renamed.toString() }]);

  const moved = done(await catalog.foreign.rename(renamed, { attribute: 'uid', value: 'foreign2' }, people('south')));
  expect(await seen('foreign2')).toMatchObject([{ dn: moved.toString(), realmKey: realm('south').key }]);

  done(await catalog.foreign.delete(moved));
  expect(await seen('foreign2')).toEqual([]);
  await catalog.expectEqual(follower);
});

test('a change by ldapmodify is seen', async () => {
  const dn = await add('foreign3');
  const change = `dn: ${dn}\nchangetype: modify\nreplace: mail\nmail: by-command@north.example\n`;
  execFileSync('ldapmodify', ['-Y', 'EXTERNAL', '-Q', '-H', inject('lab').directory.ldapiUrl ?? ''], { input: change });
  expect(await seen('foreign3')).toMatchObject([{ mail: 'by-command@north.example' }]);
  done(await catalog.foreign.delete(dn));
});

test('an entry deleted and made again under the same name is one row', async () => {
  const dn = await add('twice');
  const [first] = await seen('twice');
  done(await catalog.foreign.delete(dn));
  await add('twice');
  const [second, ...more] = await seen('twice');
  expect(more).toEqual([]);
  expect(second?.id).not.toBe(first?.id);
  done(await catalog.foreign.delete(dn));
});

test('two people who swap names are two rows', async () => {
  const [one, two] = [await add('swap1'), await add('swap2')];
  await seen('swap1');
  const third = done(await catalog.foreign.rename(one, { attribute: 'uid', value: 'swap3' }));
  done(await catalog.foreign.rename(two, { attribute: 'uid', value: 'swap1' }));
  done(await catalog.foreign.rename(third, { attribute: 'uid', value: 'swap2' }));
  await catalog.expectEqual(follower);
  done(await catalog.foreign.delete(one));
  done(await catalog.foreign.delete(two));
  await catalog.expectEqual(follower);
});

test('a renamed realm takes everybody below it along, and so does a renamed container', async () => {
  const realms = catalog.tree.realmsBase;
  const first = realms.child('ou', 'moving');
  const ou = (name: string, classes: string[] = []) => ({
    objectClass: ['organizationalUnit', ...classes],
    ou: [name],
  });
  done(await catalog.foreign.add(first, ou('moving', [catalog.tree.realmClass])));
  done(await catalog.foreign.add(first.child('ou', 'people'), ou('people')));
  await add('inside', first.child('ou', 'people'));
  expect(await seen('inside')).toMatchObject([{ realmKey: first.key }]);

  const second = done(await catalog.foreign.rename(first, { attribute: 'ou', value: 'moved' }));
  expect(await seen('inside')).toMatchObject([
    { realmKey: second.key, dn: second.child('ou', 'people').child('uid', 'inside').toString() },
  ]);

  const staff = done(await catalog.foreign.rename(second.child('ou', 'people'), { attribute: 'ou', value: 'staff' }));
  expect(await seen('inside')).toMatchObject([{ dn: staff.child('uid', 'inside').toString() }]);

  done(
    await catalog.foreign.modify(second, [
      { op: 'delete', attribute: 'objectClass', values: [catalog.tree.realmClass] },
    ]),
  );
  expect(await seen('inside')).toMatchObject([{ realmKey: '' }]);

  done(await catalog.foreign.delete(staff.child('uid', 'inside')));
  done(await catalog.foreign.delete(staff));
  done(await catalog.foreign.delete(second));
  await catalog.expectEqual(follower);
});

test('a sign-in shows as last sign-in', async () => {
  const before = (await seen('uma'))[0]?.lastSignInAt;
  expect(done(await catalog.directory.checkPassword(labPerson('uma'), labPassword('uma'))).accepted).toBe(true);
  const after = (await seen('uma'))[0]?.lastSignInAt;
  expect(after).toBeInstanceOf(Date);
  expect(after).not.toEqual(before);
});

test('an account locked by wrong passwords shows as locked', async () => {
  const dn = await add('guessed', people('north'), { userPassword: ['a long enough Passw0rd'] });
  expect(await seen('guessed')).toMatchObject([{ locked: false }]);
  await expect
    .poll(
      async () =>
        done(await catalog.directory.checkPassword(dn, 'wrong')).accepted || (await seen('guessed'))[0]?.locked,
      { interval: 0, timeout: 20_000 },
    )
    .toBe(true);
  done(await catalog.foreign.delete(dn));
});

test('a member who is deleted is counted no more', async () => {
  const dn = await add('member');
  const group = realm('north').child('ou', 'groups').child('cn', 'Counted');
  done(
    await catalog.foreign.add(group, {
      objectClass: [catalog.tree.groupClass],
      cn: ['Counted'],
      member: [dn.toString(), labPerson('uma').toString()],
    }),
  );
  done(await follower.step());
  const count = async () => {
    done(await follower.step());
    return (await catalog.rows()).find((row) => row.dn === group.toString())?.memberCount;
  };
  expect(await count()).toBe(2);
  done(await catalog.foreign.delete(dn));
  await expect.poll(count, { timeout: 15_000, interval: 250 }).toBe(1);
  done(await catalog.foreign.delete(group));
});

test('a changed password policy changes when passwords expire', async () => {
  const policy = catalog.tree.policyDn;
  const before = done(await catalog.foreign.read(policy, ['pwdMaxAge']))?.first('pwdMaxAge') ?? '';
  const expiry = (await seen('uma'))[0]?.passwordExpiresAt;
  done(
    await catalog.foreign.modify(policy, [
      { op: 'put', attribute: 'pwdMaxAge', values: [String(Number(before) + 86_400)] },
    ]),
  );
  expect((await seen('uma'))[0]?.passwordExpiresAt?.getTime()).toBe((expiry?.getTime() ?? 0) + 86_400_000);
  done(await catalog.foreign.modify(policy, [{ op: 'put', attribute: 'pwdMaxAge', values: [before] }]));
  expect((await seen('uma'))[0]?.passwordExpiresAt).toEqual(expiry);
});

test('a follower that starts later goes on where the last one stood', async () => {
  const dn = await add('later');
  follower = catalog.follower();
  expect(done(await follower.step()).did).toBe('looked');
  expect(await seen('later')).toHaveLength(1);
  done(await catalog.foreign.delete(dn));
  expect(await seen('later')).toEqual([]);
});

test('a cursor that the accesslog no longer holds makes everything be compared', async () => {
  done(await follower.step());
  const { cursor } = await readState(catalog.db);
  const dn = await add('unlogged');
  const [feed, basis] = (cursor ?? '').split(' ');
  await catalog.db.query('update catalog_state set cursor = $1', [`${feed} ${basis} 20200101000000.000000Z`]);
  await catalog.db.query(`delete from catalog_entry where uid = 'uma'`);
  follower = catalog.follower();
  expect(done(await follower.step())).toMatchObject({ did: 'compared' });
  expect(await seen('uma')).toHaveLength(1);
  expect(await seen('unlogged')).toHaveLength(1);
  done(await catalog.foreign.delete(dn));
});

test('a catalog that was emptied, or was made with other settings, is filled again', async () => {
  await catalog.db.query('truncate catalog_entry');
  follower = catalog.follower();
  expect(done(await follower.step()).did).toBe('filled');
  await catalog.db.query(`update catalog_state set cursor = replace(cursor, split_part(cursor, ' ', 2), 'other')`);
  follower = catalog.follower();
  expect(done(await follower.step()).did).toBe('filled');
  await catalog.expectEqual(follower);
});

afterAll(async () => {
  // What a failed test left behind would disturb the others.
  for (const uid of [
    'foreign1',
    'foreign2',
    'foreign3',
    'twice',
    'swap1',
    'swap2',
    'swap3',
    'guessed',
    'member',
    'later',
    'unlogged',
  ])
    for (const name of ['north', 'south']) await catalog.foreign.delete(people(name).child('uid', uid));
});
