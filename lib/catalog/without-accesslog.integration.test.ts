import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newPerson } from '../directory/test-settings.ts';
import { Dn } from '../domain/dn.ts';
import { CatalogUnderTest, done } from './catalog-under-test.ts';
import type { Follower } from './follow.ts';

const catalog = new CatalogUnderTest({ accesslogBase: null });
const rarely = { compareEveryMs: 3_600_000, compareEveryMsWithAccesslog: 3_600_000 };
const always = { ...rarely, compareEveryMs: -1 };
const person = (uid: string) =>
  Dn.of(inject('lab').realms.south?.dn ?? '')
    .child('ou', 'people')
    .child('uid', uid);
let follower: Follower;

beforeAll(async () => {
  follower = catalog.follower(rarely);
  expect(done(await follower.step()).did).toBe('filled');
});

async function seen(uid: string) {
  return (await catalog.rows()).filter((row) => row.uid === uid);
}

async function step(expected: 'looked' | 'compared') {
  expect(done(await follower.step()).did).toBe(expected);
}

test('without an accesslog, additions, changes and renames are seen at the next look', async () => {
  done(await catalog.foreign.add(person('nolog1'), newPerson('nolog1')));
  await step('looked');
  expect(await seen('nolog1')).toHaveLength(1);
  done(await catalog.foreign.modify(person('nolog1'), [{ op: 'put', attribute: 'sn', values: ['Other'] }]));
  await step('looked');
  expect(await seen('nolog1')).toMatchObject([{ sortSurname: 'other' }]);
  done(await catalog.foreign.rename(person('nolog1'), { attribute: 'uid', value: 'nolog2' }));
  await step('looked');
  expect(await seen('nolog1')).toEqual([]);
  expect(await seen('nolog2')).toHaveLength(1);
});

test('without an accesslog, a comparison finds what was deleted', async () => {
  done(await catalog.foreign.delete(person('nolog2')));
  await step('looked');
  expect(await seen('nolog2')).toHaveLength(1);
  follower = catalog.follower(always);
  await step('compared');
  expect(await seen('nolog2')).toEqual([]);
  await catalog.expectEqual(follower);
});

test('without an accesslog, everything is compared at the start, however short the gap was', async () => {
  done(await catalog.foreign.add(person('nolog3'), newPerson('nolog3')));
  follower = catalog.follower(rarely);
  await step('compared');
  expect(await seen('nolog3')).toHaveLength(1);
  done(await catalog.foreign.delete(person('nolog3')));
  follower = catalog.follower(rarely);
  await step('compared');
  expect(await seen('nolog3')).toEqual([]);
});

test('an accesslog that the portal may not read is as good as none', async () => {
  const other = { ...catalog.tree, accesslogBase: Dn.of('cn=nowhere') };
  const { Follower } = await import('./follow.ts');
  follower = new Follower({ ...catalog.source, tree: other }, rarely);
  await step('compared');
  await step('looked');
});

afterAll(async () => {
  for (const uid of ['nolog1', 'nolog2', 'nolog3']) await catalog.foreign.delete(person(uid));
});
