import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { KnownSeries, Point, Range } from '../../metrics/port.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { momentsOf, rangeInput } from './range.ts';
import { nameInput, newestOf, targetInput } from './read-series.ts';
import { isShown, isSummary, labelText, seriesTitle, toldApart } from './series-words.ts';
import { summed } from './summed.ts';
import { metricTargets, targetNames } from './targets.ts';

/**
 * One series of a chart. Point `n` covers `stepSeconds` up to `startAt + n * stepSeconds` (seconds since 1970); null is not
 * known. `min` and `max` are null where each point is a single sample.
 */
export type RangeLine = {
  id: string;
  label: string;
  startAt: number;
  stepSeconds: number;
  average: (number | null)[];
  min: (number | null)[] | null;
  max: (number | null)[] | null;
  last: number | null;
};

/** Times are ISO 8601. `everySeconds`: how often there is a sample. */
export type MetricRange = {
  title: string;
  unit: string;
  from: string;
  to: string;
  lastAt: string | null;
  everySeconds: number;
  lines: RangeLine[];
  /** Lines that this chart has no room for. */
  leftOut: number;
  /** Lines are sums, or chosen ones; with `each` there would be one for every series. */
  summary: boolean;
  asOf: string;
};

const mostLines = 16;
const mostSummed = 96;
const mostRead = 500;

/** All series of a name, of one target or of all, over a range: one chart. */
export const readMetricRange = defineUseCase({
  permission: 'operations.read',
  noun: 'series',
  what: 'The chart was not read.',
  input: z.object({
    target: targetInput.optional(),
    name: nameInput,
    points: z.int().min(10).max(2_000).default(400),
    range: rangeInput,
    /** Every series by itself. */
    each: z.boolean().default(false),
    /** One line for each target: the sum of what the chart shows. */
    total: z.boolean().default(false),
  }),
  find: wholeSystem,
  async act(context, { target, name, points, range, each, total }): Promise<Result<MetricRange>> {
    const now = new Date();
    const { from, to } = momentsOf(range, now);
    const found = comparable(await context.metrics.series({ target, name, limit: mostRead }));
    const wanted = each ? found : found.filter(({ labels }) => isShown(name, labels));
    const some = wanted.slice(0, mostSummed);
    const label = await labelsOf(context, total ? 'none' : each ? 'all' : 'usual', target === undefined);
    const ranges = await context.metrics.range({ ids: some.map(({ id }) => id), from, to, points });
    const byId = new Map(ranges.map((one) => [one.id, one]));
    const lines = inOrder(summed(some.flatMap((one) => lineOf(one, label(one), byId.get(one.id)))));
    const newest = found.length > 0 ? newestOf(found) : null;
    return ok({
      title: seriesTitle(name),
      unit: newest?.unit ?? '',
      ...{ from: from.toISOString(), to: to.toISOString() },
      lastAt: newest?.lastAt?.toISOString() ?? null,
      everySeconds: newest?.stepSeconds ?? 60,
      lines: lines.slice(0, mostLines),
      leftOut: Math.max(0, lines.length - mostLines) + wanted.length - some.length,
      summary: total || (!each && isSummary(name)),
      asOf: now.toISOString(),
    });
  },
});

/** Those that one axis can show: of the newest one's unit; of series that differ in nothing one sees, the newer one. */
function comparable(series: readonly KnownSeries[]): KnownSeries[] {
  if (series.length === 0) return [];
  const { unit } = newestOf(series);
  const alike = Map.groupBy(
    series.filter((one) => one.unit === unit),
    ({ target, labels }) => JSON.stringify([target, Object.entries(labels).sort()]),
  );
  return [...alike.values()].map(newestOf);
}

async function labelsOf(context: Context, told: 'all' | 'usual' | 'none', withTarget: boolean) {
  const nameOf = withTarget ? targetNames(await metricTargets(context)) : () => '';
  return ({ target, name, labels }: KnownSeries) => {
    const apart = told === 'all' ? labels : told === 'usual' ? toldApart(name, labels) : {};
    return [nameOf(target), labelText(apart)].filter(Boolean).join(' · ') || seriesTitle(name);
  };
}

function inOrder(lines: RangeLine[]): RangeLine[] {
  return lines.sort((one, other) => one.label.localeCompare(other.label, 'en', { numeric: true }));
}

function lineOf({ id, lastValue }: KnownSeries, label: string, range: Range | undefined): RangeLine[] {
  const first = range?.points[0];
  if (!range || !first) return [];
  const { points, stepSeconds } = range;
  const startAt = Math.round(first.at.getTime() / 1000);
  const banded = points.some(({ min, max }) => min !== max);
  const column = (of: (point: Point) => number | null) => placed(points, startAt, stepSeconds, of);
  return [
    {
      ...{ id: String(id), label, startAt, stepSeconds, last: short(lastValue) },
      average: column(({ average }) => average),
      min: banded ? column(({ min }) => min) : null,
      max: banded ? column(({ max }) => max) : null,
    },
  ];
}

/** By their time, so that a point that a store leaves out is a gap. */
function placed(points: readonly Point[], startAt: number, stepSeconds: number, of: (point: Point) => number | null) {
  const end = Math.round((points.at(-1)?.at.getTime() ?? 0) / 1000);
  const column = new Array<number | null>(Math.round((end - startAt) / stepSeconds) + 1).fill(null);
  for (const point of points)
    column[Math.round((point.at.getTime() / 1000 - startAt) / stepSeconds)] = short(of(point));
  return column;
}

/** Seven figures are more than a chart shows, and a third of the bytes. */
export function short(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(7));
}
