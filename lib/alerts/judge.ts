import type { Condition, Direction } from '../domain/alert-rule.ts';
import type { KnownSeries, Point } from '../metrics/port.ts';

/** `holds` null: it can't be told. `since`: when it began, where that is known better than by looking. */
export type Verdict = { holds: boolean | null; value: number | null; since?: Date };

const unknown: Verdict = { holds: null, value: null };

export type SeriesCondition = Extract<Condition, { is: 'threshold' | 'change' | 'forecast' }>;

/** Points of the oldest first. `held`: whether it held when it was last looked at, for hysteresis. */
export function judgePoints(condition: SeriesCondition, points: readonly Known[], held: boolean, now: Date): Verdict {
  switch (condition.is) {
    case 'threshold':
      return judgeThreshold(condition, points.at(-1)?.value ?? null, held);
    case 'change':
      return judgeChange(condition, points, held, now);
    case 'forecast':
      return judgeForecast(condition, points, held, now);
  }
}

type Threshold = { direction: Direction; limit: number; clear: number };

function judgeThreshold({ direction, limit, clear }: Threshold, value: number | null, held: boolean): Verdict {
  if (value === null) return unknown;
  const border = held ? clear : limit;
  return { holds: direction === 'above' ? value > border : value < border, value };
}

/** Of the window that was measured, at least so much must be known. */
const leastKnown = 0.8;

function judgeChange(
  condition: Extract<Condition, { is: 'change' }>,
  points: readonly Known[],
  held: boolean,
  now: Date,
): Verdict {
  const window = within(points, condition.windowSeconds, now);
  const [first, last] = [window[0], window.at(-1)];
  if (!first || !last || secondsBetween(first.at, last.at) < leastKnown * condition.windowSeconds) return unknown;
  return judgeThreshold(condition, last.value - first.value, held);
}

const leastPoints = 5;
/** A forecast that held ends only where it is this much further off, so that it doesn't flap. */
const furtherOff = 1.1;

/** The value is how many seconds are left until the limit is met, 0 when it is met already; null when it won't be. */
function judgeForecast(
  condition: Extract<Condition, { is: 'forecast' }>,
  points: readonly Known[],
  held: boolean,
  now: Date,
): Verdict {
  const { direction, limit, windowSeconds, withinSeconds } = condition;
  const window = within(points, windowSeconds, now);
  const [first, last] = [window[0], window.at(-1)];
  if (!first || !last || window.length < leastPoints) return unknown;
  if (secondsBetween(first.at, last.at) < windowSeconds / 2) return unknown;
  if (direction === 'above' ? last.value >= limit : last.value <= limit) return { holds: true, value: 0 };
  const { perSecond, atNow } = fitLine(window, now);
  const seconds = (limit - atNow) / perSecond;
  const nears = direction === 'above' ? perSecond > 0 : perSecond < 0;
  if (!nears || !Number.isFinite(seconds)) return { holds: false, value: null };
  const left = Math.max(0, seconds);
  return { holds: left <= withinSeconds * (held ? furtherOff : 1), value: left };
}

/** Least squares. */
export function fitLine(points: readonly Known[], now: Date): { perSecond: number; atNow: number } {
  const xs = points.map(({ at }) => -secondsBetween(at, now));
  const meanX = mean(xs);
  const meanY = mean(points.map(({ value }) => value));
  let above = 0;
  let below = 0;
  points.forEach(({ value }, index) => {
    const x = (xs[index] as number) - meanX;
    above += x * (value - meanY);
    below += x * x;
  });
  const perSecond = below === 0 ? 0 : above / below;
  return { perSecond, atNow: meanY - perSecond * meanX };
}

/** Only what was there once can be missing. */
export function judgeAbsence(seconds: number, lastAt: Date | null, now: Date): Verdict {
  if (!lastAt) return unknown;
  const missing = secondsBetween(lastAt, now);
  return { holds: missing > seconds, value: missing, since: new Date(lastAt.getTime() + seconds * 1000) };
}

/** An event that tells no state says nothing. */
export function judgeState(states: readonly string[], event: { at: Date; details: Record<string, unknown> }): Verdict {
  const { state } = event.details;
  return typeof state === 'string' ? { holds: states.includes(state), value: null, since: event.at } : unknown;
}

/** Before the first event, the time runs from when the rule was made. */
export function judgeExpected(withinSeconds: number, last: Date | null, ruleMade: Date, now: Date): Verdict {
  const from = last && last > ruleMade ? last : ruleMade;
  const deadline = new Date(from.getTime() + withinSeconds * 1000);
  return { holds: now > deadline, value: secondsBetween(from, now), since: deadline };
}

/** A point whose value is known. */
export type Known = { at: Date; value: number };

/** The last values of a gauge; of a rate they are what was counted in that time. */
export function knownPoints(points: readonly Point[]): Known[] {
  return points.flatMap(({ at, last, average }) => {
    const value = last ?? average;
    return value === null ? [] : [{ at, value }];
  });
}

/** Parts of a hundred, where both are known; the whole may be measured more rarely. */
export function percentages(parts: readonly Known[], wholes: readonly Known[]): Known[] {
  const whole = wholes.at(-1)?.value ?? 0;
  return whole > 0 ? parts.map(({ at, value }) => ({ at, value: (100 * value) / whole })) : [];
}

/** A value that is older than this says nothing about now. */
export function staleAfterSeconds({
  heartbeatSeconds,
  stepSeconds,
}: Pick<KnownSeries, 'heartbeatSeconds' | 'stepSeconds'>) {
  return heartbeatSeconds + 2 * stepSeconds;
}

function within(points: readonly Known[], seconds: number, now: Date): Known[] {
  const from = now.getTime() - seconds * 1000;
  return points.filter(({ at }) => at.getTime() >= from && at <= now);
}

export function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
