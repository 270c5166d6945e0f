import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareOids, isOid } from './oid.ts';

const arc = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 95, max: 1005 }), fc.nat(4_294_967_295));
const arcs = fc.array(arc, { minLength: 2, maxLength: 6 });

function byNumbers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((one, place) => one !== b[place]);
  if (at < 0) return a.length - b.length;
  return at >= b.length ? 1 : (a[at] as number) - (b[at] as number);
}

test('OIDs stand in the order of their numbers, whatever they begin with in common', () => {
  fc.assert(
    fc.property(arcs, arcs, fc.nat(6), (left, other, common) => {
      const right = [...left.slice(0, common), ...other];
      expect(Math.sign(compareOids(left.join('.'), right.join('.')))).toBe(Math.sign(byNumbers(left, right)));
      expect(compareOids(left.join('.'), left.join('.'))).toBe(0);
    }),
  );
});

test('what has an arc of more than 32 bits, a leading zero or a single arc is no OID', () => {
  fc.assert(fc.property(arcs, (all) => isOid(all.join('.'))));
  for (const text of ['', '1', '1.', '.1.3', '1.03', '1.3.4294967296', '1.3.99999999999', '1.x', '1. 3', '1.-3'])
    expect([text, isOid(text)]).toEqual([text, false]);
  expect(isOid('1.3.4294967295')).toBe(true);
  expect(isOid(['1', ...Array(127).fill('3')].join('.'))).toBe(true);
  expect(isOid(['1', ...Array(128).fill('3')].join('.'))).toBe(false);
});
