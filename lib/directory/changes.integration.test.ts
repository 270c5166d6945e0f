import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { anyEntry, equal, starts } from '../domain/filter.ts';
import { connectDirectory } from './ldap.ts';
import type { Directory, Writer } from './port.ts';
import { labPerson, labSettings, newPerson, north } from './test-settings.ts';

let directory: Directory;
let ada: Writer;
const person = north().child('uid', 'changes.person');
const renamed = north().child('uid', 'changes, renamed');

beforeAll(() => {
  directory = connectDirectory(labSettings());
  ada = directory.as(labPerson('ada'));
});
beforeEach(async () => {
  for (const dn of [person, renamed]) await ada.delete(dn);
  expect(
    await ada.add(person, { ...newPerson('changes.person'), mail: ['changes.person@north.example'] }),
  ).toMatchObject({ ok: true });
});
afterAll(async () => {
  for (const dn of [person, renamed]) await ada.delete(dn);
  await directory.close();
});

const first = async (attribute: string) => {
  const read = await ada.read(person, [attribute]);
  return read.ok ? read.value?.first(attribute) : read.failure.why;
};

test('add, delete and put do what they say', async () => {
  expect(await ada.modify(person, [{ op: 'add', attribute: 'title', values: ['One', 'Two'] }])).toMatchObject({
    ok: true,
  });
  await ada.modify(person, [{ op: 'delete', attribute: 'title', values: ['One'] }]);
  expect(await first('title')).toBe('Two');
  await ada.modify(person, [{ op: 'put', attribute: 'title', values: ['Three'] }]);
  expect(await first('title')).toBe('Three');
  await ada.modify(person, [{ op: 'delete', attribute: 'title' }]);
  expect(await first('title')).toBe('');
  expect(await ada.modify(person, [])).toMatchObject({ ok: true });
});

test('old value out and new value in: whoever comes second is told of the conflict and changes nothing', async () => {
  await ada.modify(person, [{ op: 'add', attribute: 'employeeNumber', values: ['1'] }]);
  const from = (before: string, after: string) =>
    ada.modify(person, [
      { op: 'delete', attribute: 'employeeNumber', values: [before] },
      { op: 'add', attribute: 'employeeNumber', values: [after] },
    ]);
  expect(await from('1', '2')).toMatchObject({ ok: true });
  expect(await from('1', '3')).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
  expect(await first('employeeNumber')).toBe('2');
});

test('with `unchanged`, a change, a rename and a deletion happen to the version that was read or not at all', async () => {
  const version = (await first('entryCSN')) ?? '';
  expect(
    await ada.modify(person, [{ op: 'add', attribute: 'title', values: ['Mine'] }], { unchanged: version }),
  ).toMatchObject({ ok: true });
  const stale = { unchanged: version };
  const conflict = {
    ok: false,
    failure: { kind: 'conflict', why: 'Somebody else changed the entry in the meantime.' },
  };
  expect(await ada.modify(person, [{ op: 'put', attribute: 'title', values: ['Theirs'] }], stale)).toMatchObject(
    conflict,
  );
  expect(await ada.rename(person, { attribute: 'uid', value: 'changes, renamed' }, undefined, stale)).toMatchObject(
    conflict,
  );
  expect(await ada.delete(person, stale)).toMatchObject(conflict);
  expect(await first('title')).toBe('Mine');
  expect(await ada.delete(person, { unchanged: (await first('entryCSN')) ?? '' })).toMatchObject({ ok: true });
});

test('renaming takes the old name away and keeps the identity, moving puts the entry elsewhere', async () => {
  const id = await first('entryUUID');
  const answer = await ada.rename(person, { attribute: 'uid', value: 'changes, renamed' });
  expect(answer.ok && answer.value.equals(renamed)).toBe(true);
  const read = await ada.read(renamed, ['uid', 'entryUUID']);
  expect(read.ok && read.value?.all('uid')).toEqual(['changes, renamed']);
  expect(read.ok && read.value?.id).toBe(id);
  const south = labPerson('hana').parent ?? north();
  const moved = await ada.rename(renamed, { attribute: 'uid', value: 'changes, renamed' }, south);
  expect(moved.ok && moved.value.isWithin(south)).toBe(true);
  expect(await ada.read(renamed, ['uid'])).toEqual({ ok: true, value: null });
  expect(await ada.delete(south.child('uid', 'changes, renamed'))).toMatchObject({ ok: true });
});

test('photos and certificates are bytes, even those that happen to be text; everything else is text', async () => {
  const photo = Uint8Array.from(randomBytes(70_000));
  const asText = new TextEncoder().encode('looks like text');
  expect(await ada.modify(person, [{ op: 'put', attribute: 'jpegPhoto', values: [photo, asText] }])).toMatchObject({
    ok: true,
  });
  const read = await ada.read(person, ['jpegPhoto', 'cn']);
  const entry = read.ok ? read.value : null;
  expect(entry?.bytes('jpegPhoto')).toEqual([photo, asText]);
  expect(entry?.first('cn')).toBe('changes.person');
});

test('a value that is not UTF-8 stays the bytes that it is', async () => {
  const bytes = Uint8Array.from([0xff, 0xfe, 0x00, 0x41]);
  await ada.modify(person, [
    { op: 'put', attribute: 'audio', values: [bytes] },
    { op: 'put', attribute: 'userPKCS12', values: [bytes] },
  ]);
  const read = await ada.read(person, ['userPKCS12']);
  expect(read.ok && read.value?.bytes('userPKCS12')).toEqual([bytes]);
});

test('a photo of many megabytes goes and comes back; one too large for a message is refused before it is sent', async () => {
  const large = Uint8Array.from(randomBytes(3_000_000));
  expect(await ada.modify(person, [{ op: 'put', attribute: 'jpegPhoto', values: [large] }])).toMatchObject({
    ok: true,
  });
  const read = await ada.read(person, ['jpegPhoto']);
  expect(read.ok && read.value?.bytes('jpegPhoto')[0]?.length).toBe(large.length);
  const tooLarge = new Uint8Array(17_000_000);
  expect(await ada.modify(person, [{ op: 'put', attribute: 'jpegPhoto', values: [tooLarge] }])).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', why: 'A value is larger than the directory can take. Nothing was changed.' },
  });
});

test.each([
  [
    'a name that is taken',
    () => ada.add(person, newPerson('changes.person')),
    { kind: 'taken', why: 'There is already an entry of this name.' },
  ],
  [
    'an address that is taken',
    () => ada.modify(person, [{ op: 'put', attribute: 'mail', values: ['uma@north.example'] }]),
    { kind: 'taken', field: 'mail' },
  ],
  [
    'an attribute that the directory does not know',
    () => ada.modify(person, [{ op: 'add', attribute: 'shoeSize', values: ['43'] }]),
    { kind: 'constraint', field: 'shoeSize', why: 'The directory does not know the attribute shoeSize.' },
  ],
  [
    'a value of the wrong form',
    () => ada.modify(person, [{ op: 'put', attribute: 'mail', values: ['é@north.example'] }]),
    { kind: 'constraint', field: 'mail', why: 'A value of mail does not have the form that the attribute needs.' },
  ],
  [
    'an attribute that does not belong',
    () => ada.modify(person, [{ op: 'add', attribute: 'dc', values: ['x'] }]),
    { kind: 'constraint', field: 'dc', why: 'The attribute dc does not belong to this kind of entry.' },
  ],
  [
    'the loss of what must be there',
    () => ada.modify(person, [{ op: 'delete', attribute: 'sn' }]),
    { kind: 'constraint', field: 'sn', why: 'The attribute sn is missing.' },
  ],
  [
    'two values where one is allowed',
    () => ada.modify(person, [{ op: 'put', attribute: 'employeeNumber', values: ['1', '2'] }]),
    { kind: 'constraint', field: 'employeeNumber', why: 'The attribute employeeNumber can have one value only.' },
  ],
  [
    'the deletion of what is not empty',
    () => ada.delete(north()),
    { kind: 'constraint', why: 'There are other entries below this one.' },
  ],
  [
    'a change to what is not there',
    () => ada.modify(renamed, [{ op: 'delete', attribute: 'mail' }]),
    { kind: 'not-found' },
  ],
  [
    'a change by one who may read but not write',
    () => directory.as(labPerson('aud')).modify(person, [{ op: 'add', attribute: 'title', values: ['x'] }]),
    { kind: 'refused', why: 'The directory does not allow this to the signed-in person.' },
  ],
])('%s is refused in a plain sentence', async (_, change, expected) => {
  const result = await change();
  expect(result).toMatchObject({ ok: false, failure: { ...expected, cause: { code: expect.any(Number) } } });
});

test('a search gives its limit and says that there is more, or everything and says that there is not', async () => {
  const people = { base: north(), scope: 'one' as const, filter: anyEntry, attributes: ['uid'] };
  const some = await ada.search({ ...people, limit: 3 });
  expect(some.ok && [some.value.entries.length, some.value.more]).toEqual([3, true]);
  const one = await ada.search({ ...people, filter: equal('uid', 'uma'), limit: 1 });
  expect(one.ok && [one.value.entries.length, one.value.more]).toEqual([1, false]);
});

test('pages give every entry once', async () => {
  const people = { base: north(), scope: 'one' as const, filter: starts('uid', 'u'), attributes: ['uid'] };
  const all = await ada.search(people);
  const seen: string[] = [];
  for await (const page of ada.pages(people, 7))
    seen.push(...(page.ok ? page.value.map((entry) => entry.dn.key) : ['failed']));
  expect(seen.sort()).toEqual(all.ok && all.value.entries.map((entry) => entry.dn.key).sort());
  expect(new Set(seen).size).toBe(seen.length);
});

test('compare answers without showing: yes, no, and no where the attribute is missing', async () => {
  expect(await ada.compare(person, 'mail', 'CHANGES.person@north.example')).toEqual({ ok: true, value: true });
  expect(await ada.compare(person, 'mail', 'other@north.example')).toEqual({ ok: true, value: false });
  expect(await ada.compare(person, 'title', 'x')).toEqual({ ok: true, value: false });
  expect(await ada.compare(renamed, 'title', 'x')).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
});

test('eight editors at once lose none of each other’s changes', async () => {
  await ada.modify(person, [{ op: 'add', attribute: 'employeeNumber', values: ['0'] }]);
  let acknowledged = 0;
  const editor = async () => {
    for (let round = 0; round < 10; round++) {
      const now = (await first('employeeNumber')) ?? '';
      const result = await ada.modify(person, [
        { op: 'delete', attribute: 'employeeNumber', values: [now] },
        { op: 'add', attribute: 'employeeNumber', values: [String(Number(now) + 1)] },
      ]);
      if (result.ok) acknowledged++;
      else expect(result.failure.kind).toBe('conflict');
    }
  };
  await Promise.all(Array.from({ length: 8 }, editor));
  expect(await first('employeeNumber')).toBe(String(acknowledged));
});
