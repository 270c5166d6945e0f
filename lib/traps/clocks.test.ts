import { expect, test } from 'vitest';
import { isInTime } from '../snmp/traps/clock.ts';
import { Clocks, engineBound } from './clocks.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const device = (boots: number, time: number, engineId = 'aa') => ({ deviceId: 'd', engineId, boots, time });

test('the latest message of an engine is its clock, in whatever order they come', () => {
  const clocks = new Clocks();
  for (const [boots, time] of [
    [2, 50],
    [2, 40],
    [1, 900],
    [2, 60],
  ] as const)
    clocks.heard(device(boots, time), at(time));
  expect(clocks.of('d', 'aa')).toEqual({ boots: 2, time: 60, at: at(60) });
  expect(clocks.of('other', 'aa')).toBeNull();
});

test.each([
  ['later is in time, however much', 2, 5_000, true],
  ['a little earlier is, as datagrams overtake each other', 2, 900, true],
  ['150 s and more before what the clock says now is not', 2, 859, false],
  ['of an earlier start it never is', 1, 9_000, false],
  ['of a later start it always is', 3, 0, true],
  ['of a counter of starts that is full it never is', 2 ** 31 - 1, 0, false],
])('%s', (_, boots, time, inTime) => {
  // Ten seconds went by since the engine said 1000.
  expect(isInTime({ boots: 2, time: 1_000, at: at(0) }, { boots, time }, at(10))).toBe(inTime);
});

test('our own clock that is set back opens the window no wider than it was', () => {
  expect(isInTime({ boots: 2, time: 1_000, at: at(0) }, { boots: 2, time: 849 }, at(-9_999))).toBe(false);
});

test('engines beyond the bound are refused, until one was silent for a month', () => {
  const clocks = new Clocks();
  for (let one = 0; one < engineBound.most; one++) expect(clocks.heard(device(1, 1, `e${one}`), at(one))).toBe(true);
  expect(clocks.heard(device(1, 1, 'more'), at(2_000))).toBe(false);
  expect(clocks.heard(device(1, 2, 'e5'), at(2_000))).toBe(true);
  const month = engineBound.silentDays * 86_400;
  expect(clocks.heard(device(1, 1, 'more'), at(month + 1))).toBe(true);
  expect([clocks.of('d', 'e0'), clocks.of('d', 'e1') !== null]).toEqual([null, true]);
});
