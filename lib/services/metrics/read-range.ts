import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { KnownSeries, Point, Range } from '../../metrics/port.ts';
import type { Context } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { momentsOf, rangeInput } from './range.ts';
import { nameInput, newestOf, targetInput } from './read-series.ts';
import { isShown, isSummary, labelText, seriesTitle, toldApart } from './series-words.ts';
import { summed } from './summed.ts';
import { type MetricTarget, metricTargets, targetNames } from './targets.ts';

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
  /** Lines that this chart has no room for, and those of another unit than its axis. */
  leftOut: number;
  otherUnits: number;
  /** Parts that have no series: "Stanzas of Field". */
  missing: string[];
  /** Lines are sums, or chosen ones; with `each` there would be one for every series. */
  summary: boolean;
  asOf: string;
};

const mostLines = 16;
const mostSummed = 96;
const mostRead = 500;
const mostParts = 8;
const mostTogether = 12;

/** All series of a name, of one target or of all, that carry these labels. */
const partInput = z.object({
  target: targetInput.optional(),
  name: nameInput,
  labels: z.record(z.string().max(200), z.string().max(200)).default({}),
});
type Part = z.infer<typeof partInput>;

/** `target` and `name` alone stand for one part. */
const questionInput = z
  .object({
    target: targetInput.optional(),
    name: nameInput.optional(),
    parts: z.array(partInput).min(1).max(mostParts).optional(),
    points: z.int().min(10).max(2_000).default(400),
    range: rangeInput,
    /** Every series by itself. */
    each: z.boolean().default(false),
    /** One line for each target: the sum of what the chart shows. */
    total: z.boolean().default(false),
  })
  .refine(({ name, parts }) => (name === undefined) !== (parts === undefined), {
    error: 'A chart is asked for by one name, or by its parts.',
  })
  .transform(({ target, name = '', parts = [{ target, name, labels: {} }], ...rest }) => ({ ...rest, parts }));
type Question = z.infer<typeof questionInput>;

/** One chart over a range: what its parts name, on one axis. */
export const readMetricRange = defineUseCase({
  permission: 'operations.read',
  noun: 'series',
  what: 'The chart was not read.',
  input: questionInput,
  find: wholeSystem,
  act: async (context, question): Promise<Result<MetricRange>> =>
    ok(await chartOf(context, question, await metricTargets(context))),
});

/** Several at once, in the order of their questions: a board asks for all that come into view together. */
export const readMetricRanges = defineUseCase({
  permission: 'operations.read',
  noun: 'series',
  what: 'The charts were not read.',
  input: z.object({ questions: z.array(questionInput).min(1).max(mostTogether) }),
  find: wholeSystem,
  async act(context, { questions }): Promise<Result<{ charts: MetricRange[] }>> {
    const targets = await metricTargets(context);
    return ok({ charts: await Promise.all(questions.map((question) => chartOf(context, question, targets))) });
  },
});

type Found = KnownSeries & { chosen: Part['labels'] };

async function chartOf(context: Context, question: Question, targets: MetricTarget[]): Promise<MetricRange> {
  const { parts, points, each, total } = question;
  const now = new Date();
  const { from, to } = momentsOf(question.range, now);
  const read = await Promise.all(parts.map((part) => seriesOf(context, part)));
  const all = [...new Map(read.flat().map((one) => [one.id, one])).values()];
  const found = comparable(all);
  const wanted = each ? found : found.filter(({ name, labels, chosen }) => isShown(name, labels, chosen));
  const some = wanted.slice(0, mostSummed);
  const label = labelsOf(targets, parts, total ? 'none' : each ? 'all' : 'usual');
  const ranges = await context.metrics.range({ ids: some.map(({ id }) => id), from, to, points });
  const byId = new Map(ranges.map((one) => [one.id, one]));
  const lines = inOrder(summed(some.flatMap((one) => lineOf(one, label(one), byId.get(one.id)))));
  const newest = found.length > 0 ? newestOf(found) : null;
  const nameOf = targetNames(targets);
  return {
    title: [...new Set(parts.map(({ name }) => seriesTitle(name)))].join(', '),
    unit: newest?.unit ?? '',
    ...{ from: from.toISOString(), to: to.toISOString() },
    lastAt: newest?.lastAt?.toISOString() ?? null,
    everySeconds: newest?.stepSeconds ?? 60,
    lines: lines.slice(0, mostLines),
    leftOut: Math.max(0, lines.length - mostLines) + wanted.length - some.length,
    otherUnits: all.filter(({ unit }) => unit !== newest?.unit).length,
    missing: parts.flatMap((part, at) => (read[at]?.length === 0 ? [partWords(part, nameOf)] : [])),
    summary: total || (!each && parts.some(({ name }) => isSummary(name))),
    asOf: now.toISOString(),
  };
}

async function seriesOf({ metrics }: Context, { target, name, labels }: Part): Promise<Found[]> {
  const series = await metrics.series({ target, name, limit: mostRead });
  const chosen = Object.entries(labels);
  return series.flatMap((one) =>
    chosen.every(([label, value]) => one.labels[label] === value) ? [{ ...one, chosen: labels }] : [],
  );
}

function partWords({ target, name, labels }: Part, nameOf: (target: string) => string): string {
  const where = [target ? nameOf(target) : '', labelText(labels)].filter(Boolean).join(' · ');
  return [seriesTitle(name), where].filter(Boolean).join(' of ');
}

/** Those that one axis can show: of the newest one's unit; of series that differ in nothing one sees, the newer one. */
function comparable(series: readonly Found[]): Found[] {
  if (series.length === 0) return [];
  const { unit } = newestOf(series);
  const alike = Map.groupBy(
    series.filter((one) => one.unit === unit),
    ({ target, name, labels }) => JSON.stringify([target, name, Object.entries(labels).sort()]),
  );
  return [...alike.values()].map(newestOf);
}

/** Whatever the parts differ in stands in a label: the target, the title, and the series' own labels. */
function labelsOf(targets: MetricTarget[], parts: readonly Part[], told: 'all' | 'usual' | 'none') {
  const differ = (of: (part: Part) => string | undefined) => new Set(parts.map(of)).size > 1;
  const withTarget = parts.some(({ target }) => target === undefined) || differ(({ target }) => target);
  const withTitle = differ(({ name }) => name);
  const nameOf = targetNames(targets);
  return ({ target, name, labels }: KnownSeries) => {
    const apart = told === 'all' ? labels : told === 'usual' ? toldApart(name, labels) : {};
    const words = [withTarget && nameOf(target), withTitle && seriesTitle(name), labelText(apart)];
    return words.filter(Boolean).join(' · ') || seriesTitle(name);
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
