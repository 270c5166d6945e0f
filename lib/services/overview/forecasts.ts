import { fitLine, knownPoints } from '../../alerts/judge.ts';
import type { MetricStore } from '../../metrics/port.ts';

/** Seconds until it is full, by the id of its series; what isn't in it won't be within ninety days, or can't be told. */
export type Forecasts = ReadonlyMap<number, number>;
type Asked = { series: number; most: number };

const windowSeconds = 86_400;
/** A shorter time says nothing about days. */
const leastSeconds = 2 * 3_600;
const leastPoints = 5;
const furthestSeconds = 90 * 86_400;
const points = 100;
/** The overview is looked at every few seconds, by several; a line through a day isn't another one by then. */
const keptMs = 60_000;

type Kept = { key: string; until: number; answer: Promise<Forecasts> };
const kept = new WeakMap<MetricStore, Kept>();

/** By a straight line through what was measured in the last day. */
export function forecastsOf(metrics: MetricStore, asked: readonly Asked[]): Promise<Forecasts> {
  const key = asked
    .map(({ series }) => series)
    .sort((one, other) => one - other)
    .join();
  const before = kept.get(metrics);
  if (before && before.key === key && before.until > Date.now()) return before.answer;
  const answer = forecast(metrics, asked, new Date());
  kept.set(metrics, { key, until: Date.now() + keptMs, answer });
  answer.catch(() => kept.delete(metrics));
  return answer;
}

async function forecast(metrics: MetricStore, asked: readonly Asked[], now: Date): Promise<Forecasts> {
  if (asked.length === 0) return new Map();
  const from = new Date(now.getTime() - 1000 * windowSeconds);
  const ranges = await metrics.range({ ids: asked.map(({ series }) => series), from, to: now, points });
  const most = new Map(asked.map((one) => [one.series, one.most]));
  return new Map(
    ranges.flatMap((range): [number, number][] => {
      const seconds = secondsLeft(knownPoints(range.points), most.get(range.id) ?? 0, now);
      return seconds === null ? [] : [[range.id, seconds]];
    }),
  );
}

function secondsLeft(known: ReturnType<typeof knownPoints>, most: number, now: Date): number | null {
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < leastPoints) return null;
  if (last.at.getTime() - first.at.getTime() < 1000 * leastSeconds || last.value >= most) return null;
  const { perSecond, atNow } = fitLine(known, now);
  if (perSecond <= 0) return null;
  const seconds = Math.max(0, (most - atNow) / perSecond);
  return seconds <= furthestSeconds ? seconds : null;
}
