import fc from 'fast-check';
import { BerWriter } from 'ldapts';
import { expect, test } from 'vitest';
import type { Filter } from '../domain/filter.ts';
import { parseFilterText, toLdapFilter } from './filters.ts';

const asText = (filter: Filter): string => {
  const converted = toLdapFilter(filter);
  return converted.ok ? converted.value.toString() : converted.failure.why;
};

test.each([
  ['(uid=ada)', '(uid=ada)'],
  ['uid=ada', '(uid=ada)'],
  ['  (uid=ada) ', '(uid=ada)'],
  [
    '(&(objectClass=person)(|(departmentNumber=7)(!(title=*))))',
    '(&(objectClass=person)(|(departmentNumber=7)(!(title=*))))',
  ],
  ['(cn=a*b*c)', '(cn=a*b*c)'],
  ['(cn=*b*)', '(cn=*b*)'],
  ['(cn=Ana\\c3\\afs)', '(cn=Anaïs)'],
  ['(cn=Anaïs)', '(cn=Anaïs)'],
  ['(cn=\\28x\\29\\2a\\5c)', '(cn=\\28x\\29\\2a\\5c)'],
  ['(employeeNumber>=5)', '(employeeNumber>=5)'],
  ['(employeeNumber<=5)', '(employeeNumber<=5)'],
  ['(cn;lang-fr=x)', '(cn;lang-fr=x)'],
  ['(2.5.4.3=x)', '(2.5.4.3=x)'],
])('the filter %s is read as it is meant', (written, expected) => {
  const read = parseFilterText(written);
  expect(read.ok && asText(read.value)).toBe(expected);
});

test.each([
  '',
  '()',
  '(',
  ')',
  '(uid)',
  '(uid=ada',
  'uid=ada)',
  '(uid=ada))',
  '(uid=ada)(uid=bob)',
  '(&)',
  '(&uid=ada)',
  '(!)',
  '(!(a=b)(c=d))',
  '(uid=)',
  '(=ada)',
  '(uid=a(b)',
  '(uid=\\zz)',
  '(uid=\\c3)',
  '(uid=\\)',
  '(uid>=*)',
  '(uid=a**b)',
  '(ui d=a)',
  '(uid:caseExactMatch:=ada)',
  '(uid=a)\0',
  '((uid=a))',
])('%j is no filter, and it is said why', (written) => {
  expect(parseFilterText(written)).toMatchObject({
    ok: false,
    failure: { kind: 'invalid', field: 'filter', why: expect.stringMatching(/^The filter can not be read: .+\.$/) },
  });
});

test('length, depth and number of conditions are bounded', () => {
  expect(parseFilterText(`(uid=${'a'.repeat(2000)})`).ok).toBe(false);
  expect(parseFilterText(`${'(!'.repeat(7)}(uid=a)${')'.repeat(7)}`).ok).toBe(true);
  expect(parseFilterText(`${'(!'.repeat(8)}(uid=a)${')'.repeat(8)}`).ok).toBe(false);
  expect(parseFilterText(`(|${'(a=b)'.repeat(63)})`).ok).toBe(true);
  expect(parseFilterText(`(|${'(a=b)'.repeat(64)})`).ok).toBe(false);
  expect(parseFilterText('('.repeat(1999)).ok).toBe(false);
});

test('nothing that a person types makes the reader throw', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'()&|!=*\\<>~:ab28 '), maxLength: 60 }),
  );
  fc.assert(
    fc.property(typed, (written) => void parseFilterText(written)),
    { numRuns: 10_000 },
  );
});

test('a value goes over the wire as it is, whatever it is made of', () => {
  const value = fc.string({ unit: 'binary', minLength: 1 }).filter((candidate) => candidate.isWellFormed());
  fc.assert(
    fc.property(value, (candidate) => {
      const converted = toLdapFilter({ is: 'equal', attribute: 'cn', value: candidate });
      const writer = new BerWriter();
      if (converted.ok) converted.value.write(writer);
      const bytes = Buffer.from(candidate);
      expect(writer.buffer.includes(bytes)).toBe(true);
      expect(writer.buffer.subarray(-bytes.length).equals(bytes)).toBe(true);
    }),
  );
});
