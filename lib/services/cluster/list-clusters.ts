import { z } from 'zod';
import { type Disagreement, disagreements, type Member, type Sight, sights } from '../../domain/cluster.ts';
import { diagnoseMembers } from '../../domain/cluster-doctor.ts';
import type { Finding } from '../../domain/cluster-findings.ts';
import type { OriginLag } from '../../domain/csn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { readServers } from '../../store/managed-servers.ts';
import { onWire, type Wire } from '../servers/wire.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import type { ClusterAt, SyncLine } from './cluster-at.ts';
import { directoryCluster } from './directory-cluster.ts';
import { xmppCluster } from './xmpp-cluster.ts';

export type ClusterView = {
  id: string;
  name: string;
  what: string;
  /** Page of the server behind it, for who may see it. */
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
    const kept = await readServers(context.db);
    const clusters = await Promise.all([...kept.map((one) => xmppCluster(context, one)), directoryCluster(context)]);
    const mayRead = context.judge(context.actor, 'servers.read', { realm: null }).allowed;
    return ok({ clusters: clusters.map((one) => viewOf(one, mayRead)), asOf: new Date().toISOString() });
  },
});

function viewOf(cluster: ClusterAt, mayRead: boolean): ClusterView {
  const { id, name, what, away, members, lags, syncs } = cluster;
  const server = id.startsWith('server:') ? id.slice('server:'.length) : null;
  return {
    ...{ id, name, what, away },
    href: server && mayRead ? `/servers/${server}/cluster` : null,
    members: onWire([...members].sort((a, b) => a.name.localeCompare(b.name))),
    sights: sights(members),
    disagreements: disagreements(cluster),
    findings: diagnoseMembers(cluster, cluster),
    lags: onWire(lags),
    syncs: onWire(syncs),
  };
}
