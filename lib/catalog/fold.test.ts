import { expect, test } from 'vitest';
import { fold, foldedWords, searchText } from './fold.ts';

test('names are found by how people without the accents type them', () => {
  expect(fold('Zoë  Ångström')).toBe('zoe angstrom');
  expect(fold('Łucja Sørensen-Weiß')).toBe('lucja sorensen-weiss');
  expect(fold('ＡＢＣ ﬁx')).toBe('abc fix');
  expect(fold('İpek')).toBe('ipek');
});

test('scripts without case or marks stay as they are', () => {
  expect(fold('山田 太郎')).toBe('山田 太郎');
  expect(fold('Ελένη')).toBe('ελενη');
});

test('spaces of every kind and NUL become one space', () => {
  expect(fold('  a\t\n b\u00a0c\u0000d ')).toBe('a b c d');
});

test('a word in quotes or brackets is found without them', () => {
  expect(foldedWords('R&D, "Skunk (works)')).toEqual(['r&d,', 'skunk', 'works)']);
});

test('a word of nothing but punctuation stays', () => {
  expect(foldedWords('-- 🧪')).toEqual(['--', '🧪']);
});

test('each word has a space before it and comes once', () => {
  expect(searchText(['Ada Lovelace', 'ada', 'ada@north.example'])).toBe(' ada lovelace ada@north.example');
  expect(searchText([])).toBe('');
});

test('an entry with a megabyte of names makes a bounded text of whole words', () => {
  const text = searchText(Array.from({ length: 100_000 }, (_, index) => `name${index}`));
  expect(text.length).toBeLessThanOrEqual(2000);
  expect(
    text
      .trim()
      .split(' ')
      .every((word) => /^name\d+$/.test(word)),
  ).toBe(true);
});

test('a name cut in the middle of a character stays storable', () => {
  expect(searchText([`${'a'.repeat(1999)}🧪`]).isWellFormed()).toBe(true);
});
