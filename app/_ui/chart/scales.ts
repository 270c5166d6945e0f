/**
 * What the upright axis shows: from zero where that doesn't press the lines flat, with a little room above. Values that are all
 * alike get room on both sides; shares are shown out of a hundred; without any values, 0 to 1.
 */
export function rangeOfValues(least: number | null, most: number | null, unit = ''): [number, number] {
  if (least === null || most === null || !Number.isFinite(least) || !Number.isFinite(most)) return [0, 1];
  if (unit === '%' && least >= 0 && most <= 100) return [0, 100];
  if (least === 0 && most === 0) return [0, 1];
  const fromZero = least >= 0 && least <= most * 0.9;
  const room = (most - (fromZero ? 0 : least)) * 0.08 || Math.abs(most) * 0.1;
  if (least >= 0) return [fromZero ? 0 : Math.max(0, least - room), most + room];
  return most <= 0 ? [least - room, Math.min(0, most + room)] : [least - room, most + room];
}

/** Seconds since 1970. */
export type Window = { from: number; to: number };

export const narrowestSeconds = 60;
export const widestSeconds = 3 * 365 * 86_400;

/** Half as wide (`times` 0.5) or twice (2) around `around`, and never past `now`. */
export function zoomed({ from, to }: Window, times: number, around: number, now: number): Window {
  const width = Math.min(Math.max((to - from) * times, narrowestSeconds), widestSeconds);
  const before = (around - from) / (to - from);
  return held({ from: around - width * before, to: around + width * (1 - before) }, now);
}

/** By a part of its width; -0.25: a quarter into the past. */
export function moved({ from, to }: Window, part: number, now: number): Window {
  const by = (to - from) * part;
  return held({ from: from + by, to: to + by }, now);
}

/** A stretch that somebody drew, in either direction; too short a one is widened around its middle. */
export function drawn(one: number, other: number, now: number): Window {
  const middle = (one + other) / 2;
  const width = Math.max(Math.abs(other - one), narrowestSeconds);
  return held({ from: middle - width / 2, to: middle + width / 2 }, now);
}

function held({ from, to }: Window, now: number): Window {
  const over = Math.max(0, to - now);
  return { from: Math.round(from - over), to: Math.round(to - over) };
}
