import { beforeAll, expect, inject, test } from 'vitest';
import { newPerson } from '../directory/test-settings.ts';
import { Dn } from '../domain/dn.ts';
import { CatalogUnderTest, done } from './catalog-under-test.ts';
import { refreshEntries } from './refresh.ts';

const catalog = new CatalogUnderTest();
const north = () => Dn.of(inject('lab').realms.north?.dn ?? '');
const person = (uid: string) => north().child('ou', 'people').child('uid', uid);

beforeAll(async () => void done(await catalog.follower().step()));

async function refreshed(changed: { ids?: string[]; dns?: Dn[] }) {
  return done(await refreshEntries(catalog.source.reader, catalog.db, catalog.tree, changed));
}

async function seen(uid: string) {
  return (await catalog.rows()).filter((row) => row.uid === uid);
}

test('our own addition, edit, rename and deletion are in the table when the refresh has answered', async () => {
  done(await catalog.foreign.add(person('own1'), newPerson('own1')));
  await refreshed({ dns: [person('own1')] });
  const [added] = await seen('own1');
  expect(added).toMatchObject({ kind: 'person', realmKey: north().key });

  done(await catalog.foreign.modify(person('own1'), [{ op: 'put', attribute: 'sn', values: ['Edited'] }]));
  await refreshed({ ids: [added?.id ?? ''] });
  expect(await seen('own1')).toMatchObject([{ sortSurname: 'edited' }]);

  done(await catalog.foreign.rename(person('own1'), { attribute: 'uid', value: 'own2' }));
  await refreshed({ dns: [person('own1'), person('own2')] });
  expect(await seen('own1')).toEqual([]);
  expect(await seen('own2')).toMatchObject([{ id: added?.id }]);

  done(await catalog.foreign.delete(person('own2')));
  await refreshed({ dns: [person('own2')] });
  expect(await seen('own2')).toEqual([]);
});

test('a rename given by the id alone and a deletion given by the id alone are enough', async () => {
  done(await catalog.foreign.add(person('own3'), newPerson('own3')));
  await refreshed({ dns: [person('own3')] });
  const [{ id } = { id: '' }] = await seen('own3');
  done(await catalog.foreign.rename(person('own3'), { attribute: 'uid', value: 'own4' }));
  await refreshed({ ids: [id] });
  expect(await seen('own4')).toMatchObject([{ id }]);
  done(await catalog.foreign.delete(person('own4')));
  await refreshed({ ids: [id] });
  expect(await seen('own4')).toEqual([]);
});

test('a renamed realm comes with everything below it, and so does its deletion', async () => {
  const [first, second] = ['own5', 'own6'].map((name) => catalog.tree.realmsBase.child('ou', name)) as [Dn, Dn];
  const ou = (name: string, classes: string[] = []) => ({
    objectClass: ['organizationalUnit', ...classes],
    ou: [name],
  });
  done(await catalog.foreign.add(first, ou('own5', [catalog.tree.realmClass])));
  done(await catalog.foreign.add(first.child('ou', 'people'), ou('people')));
  done(await catalog.foreign.add(first.child('ou', 'people').child('uid', 'below'), newPerson('below')));
  await refreshed({ dns: [first, first.child('ou', 'people').child('uid', 'below')] });
  expect(await seen('below')).toMatchObject([{ realmKey: first.key }]);

  done(await catalog.foreign.rename(first, { attribute: 'ou', value: 'own6' }));
  await refreshed({ dns: [first, second] });
  const there = second.child('ou', 'people').child('uid', 'below');
  expect(await seen('below')).toMatchObject([{ realmKey: second.key, dn: there.toString() }]);

  for (const dn of [there, second.child('ou', 'people'), second]) done(await catalog.foreign.delete(dn));
  await refreshed({ dns: [second] });
  expect(await seen('below')).toEqual([]);
  expect((await catalog.rows()).some((row) => row.dnKey === second.key)).toBe(false);
});

test('an entry that is unknown everywhere is no error', async () => {
  expect(await refreshed({ dns: [person('nobody')] })).toMatchObject({ read: 0 });
  expect(await refreshed({ ids: ['00000000-0000-4000-8000-000000000000'] })).toMatchObject({ removed: 0 });
});
