import { expect, test } from 'vitest';
import { wordsText } from './view-mib.ts';

test('of very many words of a type the first are shown, and how many more there are', () => {
  expect(wordsText(new Map([[1, 'up']]))).toBe('up(1)');
  const many = new Map(Array.from({ length: 4_000 }, (_, at) => [at, `word${at}`]));
  expect(wordsText(many)).toMatch(/^word0\(0\) .* word63\(63\) … and 3936 more$/);
});
