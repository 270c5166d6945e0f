import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilterText } from '../../directory/filters.ts';
import { type EasyFilter, easyAttributes, easyFilterText, easyTests, parseEasyFilter } from './easy-filter.ts';

const condition = fc.record({
  attribute: fc.constantFrom(...easyAttributes),
  test: fc.constantFrom(...easyTests),
  value: fc
    .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
    .filter((text) => text.trim() !== '' && text.isWellFormed()),
});

describe('a filter put together from conditions', () => {
  test('is always one that the directory’s own check accepts', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(condition, { maxLength: 8 }),
        (match, conditions) => {
          expect(parseFilterText(easyFilterText({ match, conditions }, 'inetOrgPerson')).ok).toBe(true);
        },
      ),
    );
  });

  test('comes back as the same conditions', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('all' as const, 'any' as const),
        fc.array(condition, { minLength: 2, maxLength: 8 }),
        (match, conditions) => {
          const wanted: EasyFilter = {
            match,
            conditions: conditions.map((one) => ({ ...one, value: one.test === 'present' ? '' : one.value.trim() })),
          };
          expect(parseEasyFilter(easyFilterText(wanted, 'inetOrgPerson'), 'inetOrgPerson')).toEqual(wanted);
        },
      ),
    );
  });

  test('a value can’t become a filter of its own', () => {
    const text = easyFilterText(
      { match: 'all', conditions: [{ attribute: 'title', test: 'is', value: '*)(uid=*' }] },
      'inetOrgPerson',
    );
    expect(text).toBe('(&(objectClass=inetOrgPerson)(title=\\2a\\29\\28uid=\\2a))');
  });

  test('what the builder can’t show isn’t taken for something that it can', () => {
    for (const text of [
      '(uid=a)',
      '(&(objectClass=inetOrgPerson)(!(title=x)))',
      '(&(objectClass=inetOrgPerson)(title=a*b))',
      '(&(objectClass=inetOrgPerson)(userPassword=x))',
      '(&(objectClass=inetOrgPerson)(|(title=a)(|(l=b))))',
    ])
      expect(parseEasyFilter(text, 'inetOrgPerson')).toBeNull();
  });
});
