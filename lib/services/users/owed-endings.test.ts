import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Dn } from '../../domain/dn.ts';
import type { Leaving } from './ending.ts';
import { owedEndings } from './owed-endings.ts';

const somebody = (id: string): Leaving => ({ id, dn: Dn.of(`uid=${id}`), name: id, realm: null, jids: [`${id}@x`] });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what is owed is taken at once, each person’s own', () => {
  const owed = owedEndings();
  const settle = vi.fn(async () => {});
  owed.owe('ada', somebody('a'), settle);
  owed.owe('ada', somebody('b'), settle);
  owed.owe('rex', somebody('c'), settle);
  expect(owed.take('ada').map(({ id }) => id)).toEqual(['a', 'b']);
  expect(owed.take('ada')).toEqual([]);
  vi.advanceTimersByTime(10_000);
  expect(settle).toHaveBeenCalledExactlyOnceWith([somebody('c')]);
});

test('nothing stays owed when a run is stopped', () => {
  const owed = owedEndings();
  const settle = vi.fn(async () => {});
  owed.owe('ada', somebody('a'), settle);
  vi.advanceTimersByTime(4_000);
  owed.owe('ada', somebody('b'), settle);
  vi.advanceTimersByTime(5_000);
  expect(settle).toHaveBeenCalledExactlyOnceWith([somebody('a'), somebody('b')]);
});

test('no more are owed than a server takes at once', () => {
  const owed = owedEndings();
  const settle = vi.fn(async () => {});
  for (let at = 0; at < 500; at += 1) owed.owe('ada', somebody(String(at)), settle);
  expect(settle).toHaveBeenCalledTimes(1);
  expect(owed.take('ada')).toEqual([]);
});
