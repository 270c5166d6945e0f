import { describe, expect, test } from 'vitest';
import { parseRange, rangeQuery, refreshSeconds, writeRange } from './metric-range.ts';

const read = (query: string) => parseRange(new URLSearchParams(query));

describe('the range of charts in the address', () => {
  test('is the last hour when nothing is said, and when what is said makes no sense', () => {
    for (const query of [
      '',
      'range=forever',
      'from=yesterday&to=now',
      'from=2026-11-21T12:00:00Z',
      'from=2026-11-21T12:00:00Z&to=2026-11-21T12:00:30Z',
    ])
      expect(rangeQuery(read(query))).toEqual({ last: '3600' });
  });

  test('comes back as it was written, with what others keep there', () => {
    const state = read('range=7d&from=2026-11-21T12:00:00Z&to=2026-11-21T13:30:00Z');
    const written = writeRange(state, new URLSearchParams('target=portal&range=1d&from=x'));
    expect(written.get('target')).toBe('portal');
    expect(parseRange(written)).toEqual(state);
    expect(rangeQuery(state)).toEqual({ from: '2026-11-21T12:00:00Z', to: '2026-11-21T13:30:00Z' });
  });

  test('leaves out what is usual', () => {
    expect(writeRange(read(''), new URLSearchParams()).toString()).toBe('');
  });

  test('is looked at again with each sample, a long one each minute, and the past seldom', () => {
    expect(refreshSeconds(read('range=15m'), 10)).toBe(10);
    expect(refreshSeconds(read('range=1y'), 10)).toBe(60);
    expect(refreshSeconds(read('range=1y'), 300)).toBe(300);
    expect(refreshSeconds(read('from=2026-11-21T12:00:00Z&to=2026-11-21T13:30:00Z'), 10)).toBe(300);
  });
});
