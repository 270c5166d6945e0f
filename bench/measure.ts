import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds. */
export type Figures = { count: number; p50: number; p95: number; least: number; most: number };

/** Runs `once` so many times, one after the other, after some that don't count; pauses don't count either. */
export async function measure(
  count: number,
  once: (round: number) => Promise<unknown>,
  { warmUp = 5, pauseMs = 0 } = {},
): Promise<Figures> {
  for (let round = 0; round < warmUp; round++) await once(-1 - round);
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    if (pauseMs > 0) await sleep(pauseMs);
    const begun = performance.now();
    await once(round);
    times.push(performance.now() - begun);
  }
  return figuresOf(times);
}

export function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), least: at(0), most: at(1) };
}

/** For what must be different each time but can't be made up: round -1 gives the first, as round 0 does. */
export function turn<T>(values: readonly T[], round: number): T {
  const value = values[Math.abs(round) % values.length];
  if (value === undefined) throw new Error('there is nothing to choose from');
  return value;
}
