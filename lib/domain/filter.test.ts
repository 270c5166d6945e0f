import { expect, test } from 'vitest';
import { and, anyEntry, equal, not, or, starts } from './filter.ts';

test('one condition needs no "and" or "or" around it', () => {
  expect(and(equal('uid', 'ada'))).toEqual(equal('uid', 'ada'));
  expect(or(equal('uid', 'ada'))).toEqual(equal('uid', 'ada'));
});

test('no condition stays what it is: everything for "and", nothing for "or" (RFC 4526)', () => {
  expect(and()).toEqual({ is: 'and', of: [] });
  expect(or()).toEqual({ is: 'or', of: [] });
});

test('values are kept as they are: nothing is escaped, because nothing is put together', () => {
  expect(not(and(starts('cn', '*)('), anyEntry))).toEqual({
    is: 'not',
    of: {
      is: 'and',
      of: [
        { is: 'starts', attribute: 'cn', value: '*)(' },
        { is: 'present', attribute: 'objectClass' },
      ],
    },
  });
});
