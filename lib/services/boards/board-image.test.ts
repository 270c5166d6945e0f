import { expect, test } from 'vitest';
import type { Board } from '../../domain/board.ts';
import { boardImages, isSameBoard } from './board-image.ts';

const withNote = (text: string, title = ''): Board => ({
  ...{ name: 'Nights', columns: 2 },
  panels: [{ is: 'note', id: 'p1', title, width: 1, text }],
});

test('a change at the end of a long note is a change, and shows in the audit row', () => {
  const [before, after] = [withNote(`${'a'.repeat(300)} one`), withNote(`${'a'.repeat(300)} two`)];
  expect(isSameBoard(before, after)).toBe(false);
  const images = boardImages(before, after);
  expect(Object.keys(images.after)).toEqual(['panels']);
  expect(images.before).not.toEqual(images.after);
});

test('a title that reads like none is a title', () => {
  expect(isSameBoard(withNote('a'), withNote('a', 'Untitled'))).toBe(false);
  expect(isSameBoard(withNote('a'), withNote('a'))).toBe(true);
});
