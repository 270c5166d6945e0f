import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pacer } from './pacer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function paced() {
  const look = vi.fn();
  return { pace: pacer(look, 8_000), looks: () => look.mock.calls.length };
}

test('samples that come in several lots are one look, and the next not before its time', () => {
  const { pace, looks } = paced();
  for (let lot = 0; lot < 3; lot++) pace.inTime();
  vi.advanceTimersByTime(250);
  expect(looks()).toBe(1);
  pace.inTime();
  vi.advanceTimersByTime(7_900);
  expect(looks()).toBe(1);
  vi.advanceTimersByTime(100);
  expect(looks(), 'late, and not forgotten').toBe(2);
});

test('what can’t wait comes before what can, and takes it along', () => {
  const { pace, looks } = paced();
  pace.inTime();
  vi.advanceTimersByTime(1_000);
  pace.inTime();
  pace.soon();
  vi.advanceTimersByTime(250);
  expect(looks()).toBe(2);
  vi.advanceTimersByTime(60_000);
  expect(looks()).toBe(2);
});

test('nobody looks after the page is left', () => {
  const { pace, looks } = paced();
  pace.soon();
  pace.stop();
  vi.advanceTimersByTime(60_000);
  expect(looks()).toBe(0);
});
