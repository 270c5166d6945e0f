import type { KnownSeries, MetricStore } from '../../metrics/port.ts';
import type { Context } from '../context.ts';
import { metricTargets } from '../metrics/targets.ts';
import { listRealms } from '../realms/list-realms.ts';
import { type Forecasts, forecastsOf } from './forecasts.ts';
import type { ThingState } from './things.ts';

/** Something with an end: `used` of `most`, in `unit`. `fullInSeconds`: if it goes on as in the last day; null: it doesn't. */
export type Fill = {
  id: string;
  name: string;
  used: number;
  most: number;
  unit: string;
  state: ThingState;
  fullInSeconds: number | null;
  href: string | null;
};
/** `series`: what is used, for a forecast; `spare` of that is free all the same. */
type Found = Omit<Fill, 'state' | 'fullInSeconds'> & { series: number | null; spare: number };

const warnsAt = 0.8;
const failsAt = 0.95;
const warnsSeconds = 4 * 86_400;
const mostFills = 12;
/** An older sample says nothing about now. */
const freshMs = 10 * 60_000;
const mostSeries = 2_000;
/** Of the fullest a forecast is made. */
const mostForecast = 60;

/** Pairs of series of the directory: what is used, and where it ends. */
const pairs = [
  {
    used: 'directory.pages.used',
    most: 'directory.pages.most',
    free: 'directory.pages.free',
    name: 'Database',
    unit: 'pages',
  },
  { used: 'directory.connections', most: 'directory.connections.most', name: 'Connections', unit: 'connections' },
] as const;

/** What is filling up: what will be full soon first, then the fullest. What isn't known now isn't in it. */
export async function readFills(context: Context): Promise<Fill[]> {
  const { metrics } = context;
  const found = await Promise.all([directoryFills(metrics), deviceFills(context), realmFills(context)]);
  const fullest = found.flat().sort((one, other) => other.used / other.most - one.used / one.most);
  const forecasts = await forecastsOf(
    metrics,
    fullest
      .slice(0, mostForecast)
      .flatMap(({ series, most, spare }) => (series ? [{ series, most: most + spare }] : [])),
  );
  return fullest
    .map((one) => fillOf(one, forecasts))
    .sort((one, other) => rank(one) - rank(other) || (one.fullInSeconds ?? 0) - (other.fullInSeconds ?? 0))
    .slice(0, mostFills);
}

const order = ['failing', 'warning', 'ok', 'unknown'];
/** Sorting is stable: within one rank the fullest stay first. */
const rank = ({ state, fullInSeconds }: Fill) => 2 * order.indexOf(state) + (fullInSeconds === null ? 1 : 0);

async function directoryFills(metrics: MetricStore): Promise<Found[]> {
  const read = async (name: string) => fresh(await metrics.series({ target: 'directory', name, limit: mostSeries }));
  const all = await Promise.all(
    pairs.map(async (pair) => {
      const free = 'free' in pair ? read(pair.free) : Promise.resolve(new Map<string, Newest>());
      const [used, most, spare] = await Promise.all([read(pair.used), read(pair.most), free]);
      return [...used].flatMap(([of, { id, value }]): Found[] => {
        const end = most.get(of)?.value;
        if (end === undefined || end <= 0) return [];
        const unused = spare.get(of)?.value ?? 0;
        const name = ['Directory', pair.name.toLowerCase(), of].filter(Boolean).join(' ');
        const href = `/metrics?${new URLSearchParams({ target: 'directory', name: pair.used })}`;
        const about = { id: `${pair.used} ${of}`, name, unit: pair.unit, href };
        return [{ ...about, used: value - unused, most: end, series: id, spare: unused }];
      });
    }),
  );
  return all.flat();
}

type Newest = { id: number; value: number };

/** Newest values by the labels that tell them apart. */
function fresh(series: readonly KnownSeries[]): Map<string, Newest> {
  return new Map(
    series.flatMap((one) => (isFresh(one) ? [[labelsOf(one), { id: one.id, value: one.lastValue }]] : [])),
  );
}

const labelsOf = ({ labels }: KnownSeries) => Object.values(labels).join(' · ');

function isFresh(series: KnownSeries): series is KnownSeries & { lastValue: number } {
  const { lastAt, lastValue } = series;
  return lastValue !== null && lastAt !== null && Date.now() - lastAt.getTime() < freshMs;
}

/** A system uses all of its memory for its cache: that it is full says nothing. */
const memory = /\b(memory|swap|buffers|cached)\b/i;

/** Disks and storages of devices; of two profiles that tell of the same path, the first. */
async function deviceFills({ db, metrics }: Pick<Context, 'db' | 'metrics'>): Promise<Found[]> {
  const [targets, ...series] = await Promise.all([
    metricTargets({ db }),
    metrics.series({ name: 'storage.usage', limit: mostSeries }),
    metrics.series({ name: 'disk.usage', limit: mostSeries }),
  ]);
  const names = new Map(targets.map(({ target, name }) => [target, name]));
  const found = new Map<string, Found>();
  for (const one of series.flat()) {
    const device = names.get(one.target);
    const place = `${one.target} ${labelsOf(one)}`;
    if (device === undefined || !isFresh(one) || found.has(place) || memory.test(labelsOf(one))) continue;
    const href = `/metrics?${new URLSearchParams({ target: one.target, name: one.name })}`;
    const about = { id: `${one.name} ${place}`, name: `${device} ${labelsOf(one)}`, unit: '%', href };
    found.set(place, { ...about, used: one.lastValue, most: 100, series: one.id, spare: 0 });
  }
  return [...found.values()];
}

/** Accounts against the maximum of a realm; only for who may see realms everywhere. */
async function realmFills(context: Context): Promise<Found[]> {
  if (!context.judge(context.actor, 'realms.read', { realm: null }).allowed) return [];
  const realms = await listRealms(context, {});
  if (!realms.ok) return [];
  return realms.value.rows.flatMap(({ id, path, maximumUsers, peopleBelow }): Found[] => {
    if (maximumUsers === null || maximumUsers <= 0) return [];
    const about = { id, name: `Accounts of ${path}`, unit: 'accounts', href: `/realms/${id}` };
    return [{ ...about, used: peopleBelow, most: maximumUsers, series: null, spare: 0 }];
  });
}

export function fillOf({ series, spare: _, ...about }: Found, forecasts: Forecasts): Fill {
  const share = about.used / about.most;
  const fullInSeconds = (series && forecasts.get(series)) ?? null;
  const soon = fullInSeconds !== null && fullInSeconds < warnsSeconds;
  const state = share >= failsAt ? 'failing' : share >= warnsAt || soon ? 'warning' : 'ok';
  return { ...about, state, fullInSeconds };
}
