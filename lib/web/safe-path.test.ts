import { expect, test } from 'vitest';
import { safePath } from './safe-path.ts';

test.each(['/users?q=a&page=2', '/users/1#history', '/'])('%s is a page of ours', (path) => {
  expect(safePath(path)).toBe(path);
});

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/a\nb',
  '',
  null,
  undefined,
  '/sign-in',
  '/api/users',
])('signing in never leads to %s', (path) => {
  expect(safePath(path)).toBe('/');
});
