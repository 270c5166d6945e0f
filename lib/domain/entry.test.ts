import { expect, test } from 'vitest';
import { Entry } from './entry.ts';

const entry = new Entry('uid=ada,dc=example', [
  ['objectClass', ['top', 'inetOrgPerson']],
  ['cn', ['Ada']],
  ['cn;lang-fr', ['Adélaïde']],
  ['jpegPhoto', [Uint8Array.from([0xff, 0xd8])]],
  ['userCertificate;binary', [Uint8Array.from([0x30])]],
  ['title', []],
]);

test('attributes are found whatever the case of their name, and whatever its options', () => {
  expect(entry.first('CN')).toBe('Ada');
  expect(entry.bytes('usercertificate')).toEqual([Uint8Array.from([0x30])]);
  expect(entry.bytes('userCertificate;binary')).toEqual([Uint8Array.from([0x30])]);
});

test('values under a language option stand beside the plain ones and replace none', () => {
  expect(entry.all('cn')).toEqual(['Ada', 'Adélaïde']);
});

test('an attribute without values, and one that is not there, read as nothing', () => {
  expect([entry.first('title'), entry.all('title'), entry.has('title')]).toEqual(['', [], false]);
  expect([entry.first('sn'), entry.bytes('sn'), entry.has('sn'), entry.id]).toEqual(['', [], false, '']);
});

test('names that objects inherit are not attributes', () => {
  expect([entry.has('constructor'), entry.has('__proto__'), entry.first('toString')]).toEqual([false, false, '']);
});

test('object classes are compared without case', () => {
  expect([entry.is('INETORGPERSON'), entry.is('person')]).toEqual([true, false]);
});

test('text and bytes are each readable as the other', () => {
  expect(entry.bytes('cn')[0]).toEqual(new TextEncoder().encode('Ada'));
  expect(new Entry('cn=x', [['cn', [Uint8Array.from([0x78])]]]).first('cn')).toBe('x');
});
