import { expect, test } from 'vitest';
import { labelText, seriesPlace, seriesTitle } from './series-words.ts';

test('a name that nobody wrote words for reads as it is written, and comes last', () => {
  expect(seriesTitle('if.octets')).toBe('If octets');
  expect(seriesTitle('')).toBe('');
  expect(seriesPlace('if.octets')).toBeGreaterThan(seriesPlace('collector.memory'));
});

test('labels read as their values, in the order in which they are kept', () => {
  expect(labelText({ direction: 'in', kind: 'message' })).toBe('in · message');
  expect(labelText({})).toBe('');
});
