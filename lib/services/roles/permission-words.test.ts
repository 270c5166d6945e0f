import { expect, test } from 'vitest';
import { permissions } from '../../domain/permission.ts';
import { abilitiesOf } from './permission-words.ts';

test('every permission but those on oneself has its word in the table of a role', () => {
  const words = permissions.filter((permission) => abilitiesOf([permission]).length === 1);
  expect(words).toEqual(permissions.filter((permission) => !permission.startsWith('me.')));
});

test('what belongs to one noun stands together', () => {
  expect(abilitiesOf(['audit.read', 'users.unlock', 'users.read'])).toEqual([
    { noun: 'Users', verbs: ['see', 'unlock'] },
    { noun: 'Audit log', verbs: ['see'] },
  ]);
});
