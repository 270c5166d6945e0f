import { expect, test } from 'vitest';
import { isSecretField } from './secret-field.ts';

test.each(['password', 'newpass', 'old-pass', 'PassPhrase', 'pwd', 'client_secret', 'token', 'api-key', 'APIKEY'])(
  '%s is kept in no record, whatever type a server gives it',
  (name) => expect(isSecretField(name, 'text-single')).toBe(true),
);

test('other text is, unless its type says that it is secret', () => {
  expect(isSecretField('accountjid', 'jid-single')).toBe(false);
  expect(isSecretField('reason', 'text-single')).toBe(false);
  expect(isSecretField('reason', 'text-private')).toBe(true);
});
