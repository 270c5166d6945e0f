import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import type { KnownSeries } from '../../metrics/port.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { seriesPlace, seriesTitle } from './series-words.ts';

export const targetInput = z.string().min(1).max(200);
export const nameInput = z.string().min(1).max(200);

/** One chart: all series of one name and target. Times are ISO 8601. */
export type ChartOffer = {
  target: string;
  name: string;
  title: string;
  unit: string;
  count: number;
  /** What its series are told apart by, with the values there are, as far as a list can hold them. */
  labels: Record<string, string[]>;
  stepSeconds: number;
  lastAt: string | null;
};

export type SeriesList = {
  charts: ChartOffer[] /** Series beyond the bound are missing. */;
  more: boolean;
  asOf: string;
};

const mostSeries = 5_000;

/** The charts that there are of a target, in the order of a page. No samples yet: none. */
export const readMetricSeries = defineUseCase({
  permission: 'operations.read',
  noun: 'series',
  what: 'The series were not read.',
  input: z.object({ target: targetInput }),
  find: wholeSystem,
  async act({ metrics }, { target }): Promise<Result<SeriesList>> {
    const series = await metrics.series({ target, limit: mostSeries + 1 });
    return ok({
      charts: chartsOf(series.slice(0, mostSeries)),
      more: series.length > mostSeries,
      asOf: new Date().toISOString(),
    });
  },
});

export function chartsOf(series: readonly KnownSeries[]): ChartOffer[] {
  const byName = Map.groupBy(series, ({ name }) => name);
  return [...byName.values()]
    .map(chartOf)
    .sort((one, other) => seriesPlace(one.name) - seriesPlace(other.name) || one.name.localeCompare(other.name, 'en'));
}

function chartOf(series: KnownSeries[]): ChartOffer {
  const newest = newestOf(series);
  const { target, name, unit, stepSeconds, lastAt } = newest;
  return {
    ...{ target, name, title: seriesTitle(name), unit, stepSeconds },
    count: series.length,
    labels: labelsOf(series),
    lastAt: lastAt?.toISOString() ?? null,
  };
}

const mostValues = 200;

function labelsOf(series: readonly KnownSeries[]): Record<string, string[]> {
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))];
  const valuesOf = (name: string) => [...new Set(series.flatMap(({ labels }) => labels[name] ?? []))];
  const inOrder = (values: string[]) =>
    values.sort((one, other) => one.localeCompare(other, 'en', { numeric: true })).slice(0, mostValues);
  return Object.fromEntries(names.map((name) => [name, inOrder(valuesOf(name))]));
}

/** The one with the last sample; there is at least one. */
export function newestOf<Known extends KnownSeries>(series: readonly Known[]): Known {
  return series.reduce((newest, one) =>
    (one.lastAt?.getTime() ?? 0) > (newest.lastAt?.getTime() ?? 0) ? one : newest,
  );
}
