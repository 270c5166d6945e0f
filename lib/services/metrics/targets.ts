import { readDevices } from '../../store/devices.ts';
import { readServers } from '../../store/managed-servers.ts';
import { readSshClusters } from '../../store/ssh-clusters.ts';
import type { Portal } from '../context.ts';

/** What is measured. `href`: its own page. */
export type MetricTarget = { target: string; name: string; kind: 'server' | 'device' | 'own'; href: string | null };

const own: readonly MetricTarget[] = [
  { target: 'directory', name: 'Directory', kind: 'own', href: null },
  { target: 'portal', name: 'Portal', kind: 'own', href: null },
  { target: 'collector', name: 'Collector', kind: 'own', href: null },
];

/** All there are by name, whether or not they have samples: managed servers first, clusters read over SSH, devices, then what the portal is made of. */
export async function metricTargets({ db }: Pick<Portal, 'db'>): Promise<MetricTarget[]> {
  const [servers, devices, clusters] = await Promise.all([readServers(db), readDevices(db), readSshClusters(db)]);
  return [
    ...servers.map(
      ({ id, name }): MetricTarget => ({ target: `server:${id}`, name, kind: 'server', href: `/servers/${id}` }),
    ),
    ...clusters.map(
      ({ id, name }): MetricTarget => ({ target: `cluster:${id}`, name, kind: 'server', href: '/cluster' }),
    ),
    ...devices.map(
      ({ id, name }): MetricTarget => ({ target: `device:${id}`, name, kind: 'device', href: `/devices/${id}` }),
    ),
    ...own,
  ];
}

/** Names by target. One that is gone is called by its kind and the beginning of its id. */
export function targetNames(targets: readonly MetricTarget[]): (target: string) => string {
  const names = new Map(targets.map(({ target, name }) => [target, name]));
  return (target) => names.get(target) ?? goneName(target);
}

function goneName(target: string): string {
  const [kind = '', id] = target.split(':');
  return id ? `${kind} ${id.slice(0, 8)} (removed)` : target;
}
