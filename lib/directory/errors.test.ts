import { expect, test } from 'vitest';
import type { ResponseControl } from './answer.ts';
import { type PolicyError, policyAnswer } from './controls.ts';
import { type Action, absence, refusal } from './errors.ts';
import type { Loss } from './loss.ts';

const refused = (code: number, diagnostic = '', action: Action = 'modify', controls: ResponseControl[] = []) =>
  refusal({ result: { code, matchedDn: '', diagnostic }, controls }, action);

const policyControl = (error: number): ResponseControl => ({
  oid: '1.3.6.1.4.1.42.2.27.8.5.1',
  value: Buffer.from([0x30, 0x03, 0x81, 0x01, error]),
});

const losses: Loss['is'][] = ['away', 'account', 'timeout', 'busy', 'nonsense', 'unsendable'];
const actions: Action[] = ['search', 'compare', 'add', 'modify', 'rename', 'delete', 'password', 'bind'];

test('every refusal and every silence is told in whole, plain sentences, with no code and nothing from the server', () => {
  const failures = [
    ...Array.from({ length: 130 }, (_, code) => refused(code, 'value #0 of <b>something</b>')),
    ...Array.from({ length: 12 }, (_, error) => refused(19, '', 'modify', [policyControl(error)])),
    ...losses.flatMap((is) =>
      actions.flatMap((action) =>
        [true, false].map((sent) => absence({ is, sent, cause: 'ECONNREFUSED 127.0.0.1' }, action)),
      ),
    ),
  ];
  for (const { why, todo } of failures) {
    expect(why).toMatch(/^[A-Z][^<>]*\.$/);
    expect(todo).toMatch(/^([A-Z][^<>]*\.)?$/);
    expect(`${why} ${todo}`).not.toMatch(/\d|!|please|success|LDAP error|ECONN|undefined/i);
  }
});

test.each([
  [3, 'too-many'],
  [4, 'too-many'],
  [11, 'too-many'],
  [16, 'conflict'],
  [20, 'conflict'],
  [21, 'constraint'],
  [32, 'not-found'],
  [34, 'invalid'],
  [50, 'refused'],
  [51, 'unavailable'],
  [52, 'unavailable'],
  [65, 'constraint'],
  [66, 'constraint'],
  [68, 'taken'],
  [80, 'unavailable'],
  [122, 'conflict'],
  [123, 'refused'],
  [4711, 'unexpected'],
])('result %i is a failure of the kind %s, and its code stands in the cause for the log', (code, kind) => {
  expect(refused(code, 'because')).toMatchObject({ kind, cause: { code, diagnostic: 'because' } });
});

test.each([
  ['some attributes not unique', undefined],
  ['non-unique attributes found with (&(objectClass=inetOrgPerson)(|(mail=a@b)))', 'mail'],
  ['Another entry with the same attribute value already exists (attribute: "uid")', 'uid'],
])('of the many meanings of result 19, %j means taken', (diagnostic, field) => {
  expect(refused(19, diagnostic)).toMatchObject({ kind: 'taken', field });
});

test('of the many meanings of result 19, the password policy’s answer comes first and each of its reasons has its own sentence', () => {
  const sentences = Array.from({ length: 10 }, (_, error) =>
    refused(19, 'Password fails quality checking policy', 'modify', [policyControl(error)]),
  );
  expect(new Set(sentences.map(({ kind }) => kind))).toEqual(new Set(['policy']));
  expect(new Set(sentences.map(({ why }) => why)).size).toBe(10);
});

test('a value that the server quotes does not become the name of a field', () => {
  expect(refused(21, 'mail: value #0 invalid per syntax').field).toBe('mail');
  expect(refused(21, '<script>: x').field).toBeUndefined();
});

test('a lost change says whether it may have been carried out; a lost search says nothing of the kind', () => {
  expect(absence({ is: 'timeout', sent: true, cause: '' }, 'modify').why).toContain('may have been carried out');
  expect(absence({ is: 'away', sent: true, cause: '' }, 'add').why).toContain('may have been carried out');
  expect(absence({ is: 'away', sent: false, cause: '' }, 'add').why).toContain('Nothing was changed');
  expect(absence({ is: 'timeout', sent: true, cause: '' }, 'search').why).not.toContain('carried out');
});

test('the policy’s warnings are read: seconds to expiry, or binds left', () => {
  const control = (hex: string) => [{ oid: '1.3.6.1.4.1.42.2.27.8.5.1', value: Buffer.from(hex, 'hex') }];
  expect(policyAnswer(control('3006a00480020e10'))).toEqual({ secondsToExpiry: 3600 });
  expect(policyAnswer(control('3005a003810102'))).toEqual({ graceLeft: 2 });
  expect(policyAnswer(control('3000'))).toEqual({});
  expect(policyAnswer(control('30'))).toEqual({});
  expect(policyAnswer([])).toEqual({});
  expect(policyAnswer(control('3003810102')).error).toBe('changeAfterReset' satisfies PolicyError);
});
