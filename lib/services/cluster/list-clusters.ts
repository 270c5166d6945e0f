import { z } from 'zod';
import { type Disagreement, disagreements, type Member, type Sight, sights } from '../../domain/cluster.ts';
import { diagnoseMembers } from '../../domain/cluster-doctor.ts';
import type { Finding } from '../../domain/cluster-findings.ts';
import type { OriginLag } from '../../domain/csn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import type { Permission } from '../../domain/permission.ts';
import { readServers } from '../../store/managed-servers.ts';
import { readSshClusters, readSshStates } from '../../store/ssh-clusters.ts';
import { onWire, type Wire } from '../servers/wire.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import type { ClusterAt, SyncLine } from './cluster-at.ts';
import { directoryCluster } from './directory-cluster.ts';
import { sshCluster } from './ssh-cluster.ts';
import { xmppCluster } from './xmpp-cluster.ts';

export type ClusterView = {
  id: string;
  name: string;
  what: string;
  /** Page of the server behind it, or of the settings, for who may see it. */
  href: string | null;
  away: { why: string; todo: string } | null;
  members: Wire<Member>[];
  sights: Sight[];
  disagreements: Disagreement[];
  findings: Finding[];
  lags: Wire<OriginLag>[];
  syncs: { name: string; lines: Wire<SyncLine>[] }[];
};
export type ClusterList = { clusters: ClusterView[]; asOf: string };

/** Every managed XMPP server and the directory, each as a cluster, with what its members say of each other. All are asked at once. */
export const listClusters = defineUseCase({
  permission: 'operations.read',
  noun: 'page',
  what: 'The clusters were not read.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<ClusterList>> {
    const [kept, overSsh, states] = await Promise.all([
      readServers(context.db),
      readSshClusters(context.db),
      readSshStates(context.db),
    ]);
    const asked = [...kept.map((one) => xmppCluster(context, one)), directoryCluster(context)];
    const clusters = [
      ...overSsh.map((one) => sshCluster(one, states.get(one.id) ?? new Map())),
      ...(await Promise.all(asked)),
    ];
    const may = (permission: Permission) => context.judge(context.actor, permission, { realm: null }).allowed;
    const pages = { server: may('servers.read'), cluster: may('devices.edit') };
    return ok({ clusters: clusters.map((one) => viewOf(one, pages)), asOf: new Date().toISOString() });
  },
});

function viewOf(cluster: ClusterAt, pages: Pages): ClusterView {
  const { id, name, what, away, members, lags, syncs } = cluster;
  return {
    ...{ id, name, what, away },
    href: hrefOf(id, pages),
    members: onWire([...members].sort((a, b) => a.name.localeCompare(b.name))),
    sights: sights(members),
    disagreements: disagreements(cluster),
    findings: diagnoseMembers(cluster, cluster),
    lags: onWire(lags),
    syncs: onWire(syncs),
  };
}

type Pages = { server: boolean; cluster: boolean };

function hrefOf(id: string, pages: Pages): string | null {
  const [kind, own] = id.split(':');
  if (kind === 'server') return pages.server ? `/servers/${own}/cluster` : null;
  return kind === 'cluster' && pages.cluster ? `/cluster/ssh/${own}` : null;
}
