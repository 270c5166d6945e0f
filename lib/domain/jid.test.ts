import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDomain, isWithinDomain, jidText, parseJid } from './jid.ts';

test.each([
  ['ada@north.example', { local: 'ada', domain: 'north.example' }],
  ['ADA@North.Example', { local: 'ada', domain: 'north.example' }],
  ['Zoë@north.example', { local: 'zoë', domain: 'north.example' }],
  ['ZoE\u0308@north.example', { local: 'zoë', domain: 'north.example' }],
  ['a.b-c_d+e@x', { local: 'a.b-c_d+e', domain: 'x' }],
])('%j is a bare JID', (text, expected) => {
  expect(parseJid(text)).toEqual(expected);
});

test.each([
  '',
  '@',
  'ada',
  '@north.example',
  'ada@',
  'ada@north.example/phone',
  'ada@@north.example',
  'a@b@c',
  'a b@c',
  'a"b@c',
  "a'b@c",
  'a&b@c',
  'a<b@c',
  'a:b@c',
  'a/b@c',
  'a\0b@c',
  'a\u00a0b@c',
  'a\u200bb@c',
  'a\u202eb@c',
  'a@-c',
  'a@c-',
  'a@c..d',
  'a@.c',
  'a@c d',
  `${'a'.repeat(1024)}@c`,
  `a@${'b'.repeat(64)}`,
  'a@c\n',
  '\ud800@c',
])('%j is no bare JID', (text) => {
  expect(parseJid(text)).toBeNull();
});

test('a JID that was read reads back as itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (local) => {
      const jid = parseJid(`${local}@north.example`);
      if (jid) expect(parseJid(jidText(jid))).toEqual(jid);
    }),
    { numRuns: 2000 },
  );
});

test('a domain is within itself and its parents, never within a name that merely ends alike', () => {
  expect(isWithinDomain('field.north.example', 'North.Example')).toBe(true);
  expect(isWithinDomain('north.example', 'north.example')).toBe(true);
  expect(isWithinDomain('evilnorth.example', 'north.example')).toBe(false);
  expect(isWithinDomain('north.example', 'field.north.example')).toBe(false);
});

test('domains have labels of 1 to 63 letters, digits and hyphens, and at most 253 characters', () => {
  expect(['a', 'xn--bcher-kva.example', '1.2', `${'a'.repeat(63)}.b`].every(isDomain)).toBe(true);
  expect(['', '.', 'a.', '-a', 'a_b', 'bücher.example', `${'a.'.repeat(127)}a`].some(isDomain)).toBe(false);
});
