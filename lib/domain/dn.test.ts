import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Dn } from './dn.ts';

const base = Dn.of('ou=people,dc=example,dc=org');
const value = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((text) => text.isWellFormed());

test('whatever a value is, the DN that is written reads back as that value and nothing more', () => {
  fc.assert(
    fc.property(
      fc.oneof(value, fc.string({ unit: fc.constantFrom(...' \\,+"<>;=#a\0\n\t'), minLength: 1 })),
      (text) => {
        const dn = base.child('uid', text);
        const read = Dn.parse(dn.toString());
        expect(read?.rdns).toEqual(dn.rdns);
        expect(read?.key).toBe(dn.key);
        expect(read?.parent?.equals(base)).toBe(true);
        expect(read?.name).toBe(text);
      },
    ),
    { numRuns: 5000 },
  );
});

test('no value makes an entry look as if it were within another subtree', () => {
  fc.assert(
    fc.property(value, value, (inner, outer) => {
      const subtree = Dn.of('dc=elsewhere').child('ou', outer);
      expect(base.child('uid', inner).isWithin(subtree)).toBe(false);
      expect(subtree.child('uid', inner).isWithin(subtree)).toBe(true);
    }),
  );
  expect(Dn.of('uid=x\\,ou=people,dc=example').isWithin(Dn.of('ou=people,dc=example'))).toBe(false);
});

test.each([
  ['a,b', 'uid=a\\,b'],
  [' a ', 'uid=\\ a\\ '],
  [' ', 'uid=\\ '],
  ['#a#', 'uid=\\#a#'],
  ['a\0b', 'uid=a\\00b'],
  ['\\2C', 'uid=\\\\2C'],
  ['a+b="c"<d>;', 'uid=a\\+b\\=\\"c\\"\\<d\\>\\;'],
])('%j is written as %s', (text, expected) => {
  expect(base.child('uid', text).rdn).toBe(expected);
});

test.each([
  ['uid=a\\2Cb', 'a,b'],
  ['uid=Ana\\C3\\AFs', 'Anaïs'],
  [' uid = spaced out  ', 'spaced out'],
  ['uid=kept\\ ', 'kept '],
  ['uid=kept\\20', 'kept '],
  ['uid=\u3000kept', '\u3000kept'],
  ['2.5.4.3=by OID', 'by OID'],
])('%j names %j', (text, expected) => {
  expect(Dn.parse(text)?.name).toBe(expected);
});

test.each([
  'uid',
  '=a',
  'uid=',
  'uid=a,',
  ',uid=a',
  'uid=a\\',
  'uid=a\\zz',
  'uid="a"',
  'uid=a<b',
  'uid=#04024869',
  'u d=a',
  'uid=\\ff',
  'uid=a+',
  '\u00a0',
  'uid=a,\n',
  '*',
])('%j is no DN', (text) => {
  expect(Dn.parse(text)).toBeNull();
});

test.each([
  ['uid=ADA,DC=Example', 'UID=ada,dc=example'],
  ['uid=a  b', 'uid=a b'],
  ['uid=É', 'uid=e\u0301'],
  ['uid=a+cn=b', 'cn=b+uid=a'],
  ['userid=a', '0.9.2342.19200300.100.1.1=a'],
  ['uid=a\\2Cb', 'uid=a\\,b'],
])('%j and %j are the same entry', (one, other) => {
  expect(Dn.of(one).equals(Dn.of(other))).toBe(true);
});

test.each([
  ['uid=a', 'uid=a\\0A'],
  ['uid=ΟΔΟΣ', 'uid=οδος'],
  ['uid=İx', 'uid=i\u0307x'],
  ['uid=ada\u2122', 'uid=adatm'],
  ['uid=ẞ', 'uid=ß'],
  ['uid=a\u2028', 'uid=a'],
  ['uid=a+cn=b', 'uid=a\\+cn\\=b'],
  ['uid=a,ou=b', 'uid=a\\,ou\\=b'],
])('%j and %j are two entries', (one, other) => {
  expect(Dn.of(one).equals(Dn.of(other))).toBe(false);
});

test('only the text of nothing but spaces is the empty DN, and everything is within it', () => {
  expect(Dn.of('').key).toBe('');
  expect(Dn.of('  ').rdns).toEqual([]);
  expect(base.isWithin(Dn.of(''))).toBe(true);
  expect(Dn.of('').parent).toBeNull();
});

test('a child needs a real attribute type: text that would change the DN is a bug, and throws', () => {
  expect(() => base.child('uid=x,ou', 'y')).toThrow('not an attribute type');
  expect(() => base.child('', 'y')).toThrow('not an attribute type');
});

test.each([
  ['spaces inside', `x${' '.repeat(300_000)}y`],
  ['spaces after', `x${' '.repeat(300_000)}`],
  ['escaped spaces', `x${'\\ '.repeat(150_000)}`],
  ['backslashes inside', `x${'\\\\'.repeat(150_000)}y`],
])('a value with very many %s is read while the test still waits', (_, text) => {
  expect(Dn.parse(`uid=${text}`)?.key).toMatch(/^uid=x/);
});
