import { expect, test } from 'vitest';
import { labelText, seriesPlace, seriesTitle } from './series-words.ts';

test('a name that nobody wrote words for reads as it is written, and comes last', () => {
  expect(seriesTitle('lab.humidity.inside')).toBe('Lab humidity inside');
  expect(seriesTitle('')).toBe('');
  expect(seriesPlace('lab.humidity.inside')).toBeGreaterThan(seriesPlace('collector.memory'));
});

test('labels read as their values, in the order in which they are kept', () => {
  expect(labelText({ direction: 'in', kind: 'message' })).toBe('in · message');
  expect(labelText({})).toBe('');
});
