import type { KnownSeries, MetricStore } from '../../metrics/port.ts';
import type { Context } from '../context.ts';
import { listRealms } from '../realms/list-realms.ts';
import type { ThingState } from './things.ts';

/** Something with an end: `used` of `most`, in `unit`. */
export type Fill = {
  id: string;
  name: string;
  used: number;
  most: number;
  unit: string;
  state: ThingState;
  href: string | null;
};

const warnsAt = 0.8;
const failsAt = 0.95;
const mostFills = 12;
/** An older sample says nothing about now. */
const freshMs = 10 * 60_000;
const mostSeries = 200;

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

/** What is filling up, the fullest first. What isn't known now isn't in it. */
export async function readFills(context: Context): Promise<Fill[]> {
  const [directory, realms] = await Promise.all([directoryFills(context.metrics), realmFills(context)]);
  const share = ({ used, most }: Fill) => used / most;
  return [...directory, ...realms].sort((one, other) => share(other) - share(one)).slice(0, mostFills);
}

async function directoryFills(metrics: MetricStore): Promise<Fill[]> {
  const read = async (name: string) => fresh(await metrics.series({ target: 'directory', name, limit: mostSeries }));
  const all = await Promise.all(
    pairs.map(async (pair) => {
      const free = 'free' in pair ? read(pair.free) : Promise.resolve(new Map<string, number>());
      const [used, most, spare] = await Promise.all([read(pair.used), read(pair.most), free]);
      return [...used].flatMap(([of, value]) => {
        const end = most.get(of);
        if (end === undefined || end <= 0) return [];
        const name = ['Directory', pair.name.toLowerCase(), of].filter(Boolean).join(' ');
        const href = `/metrics?${new URLSearchParams({ target: 'directory', name: pair.used })}`;
        return [fillOf({ id: `${pair.used} ${of}`, name, unit: pair.unit, href }, value - (spare.get(of) ?? 0), end)];
      });
    }),
  );
  return all.flat();
}

/** Newest values by the labels that tell them apart. */
function fresh(series: readonly KnownSeries[]): Map<string, number> {
  const known = series.filter(
    ({ lastAt, lastValue }) => lastValue !== null && lastAt !== null && Date.now() - lastAt.getTime() < freshMs,
  );
  return new Map(known.map(({ labels, lastValue }) => [Object.values(labels).join(' · '), lastValue as number]));
}

/** Accounts against the maximum of a realm; only for who may see realms everywhere. */
async function realmFills(context: Context): Promise<Fill[]> {
  if (!context.judge(context.actor, 'realms.read', { realm: null }).allowed) return [];
  const realms = await listRealms(context, {});
  if (!realms.ok) return [];
  return realms.value.rows.flatMap(({ id, path, maximumUsers, peopleBelow }) =>
    maximumUsers === null || maximumUsers <= 0
      ? []
      : [
          fillOf(
            { id, name: `Accounts of ${path}`, unit: 'accounts', href: `/realms/${id}` },
            peopleBelow,
            maximumUsers,
          ),
        ],
  );
}

export function fillOf(about: Pick<Fill, 'id' | 'name' | 'unit' | 'href'>, used: number, most: number): Fill {
  const share = used / most;
  const state = share >= failsAt ? 'failing' : share >= warnsAt ? 'warning' : 'ok';
  return { ...about, used, most, state };
}
