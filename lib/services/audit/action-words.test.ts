import { expect, test } from 'vitest';
import { actionLabel, actionWords, knownActions, toldAs } from './action-words.ts';

test('what failed is told as tried, for every action there is', () => {
  expect(toldAs('signed in', 'succeeded')).toBe('signed in');
  expect(toldAs('signed in', 'failed')).toBe('tried to sign in');
  expect(toldAs('reset the password of', 'unresolved')).toBe('tried to reset the password of');
  for (const action of knownActions) {
    const { text, you } = actionWords(action);
    for (const words of [text, you ?? text])
      expect(toldAs(words, 'failed')).not.toMatch(/^tried to (\w+ed|gave|took|did)\b/);
  }
});

test('an action that nobody named yet has words as well', () => {
  expect(actionWords('rooms.create').text).toBe('did “rooms.create” to');
  expect(actionWords('constructor').text).toBe('did “constructor” to');
});

test('the filter says which words take a name', () => {
  expect(actionLabel('users.reset-password')).toBe('Reset the password of …');
  expect(actionLabel('account.sign-in')).toBe('Signed in');
});
