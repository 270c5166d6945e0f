import { z } from 'zod';
import { diagnosePlaces } from '../../domain/cluster-doctor.ts';
import type { Finding } from '../../domain/cluster-findings.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { type KeptServer, readServers } from '../../store/managed-servers.ts';
import type { Portal } from '../context.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { directoryCluster } from './directory-cluster.ts';
import { directoryPlaces } from './directory-places.ts';
import { type Names, systemNames } from './names.ts';
import { someAtOnce } from './some-at-once.ts';
import { xmppCluster } from './xmpp-cluster.ts';
import { xmppPlaces } from './xmpp-places.ts';

/** `looked`: how many certificates and DNS names were seen, so that no findings means something. */
export type PlacesChecked = { id: string; findings: Finding[]; looked: { certificates: number; services: number } };
export type ClusterCheck = { checked: PlacesChecked[]; asOf: string };

type Parts = Pick<Portal, 'xmpp' | 'db' | 'providers' | 'tree' | 'config'>;

const keptMs = 30_000;
const serversAtOnce = 4;
/** One check for the process at a time, kept for a moment: it opens connections to other machines. */
const checks = new WeakMap<Parts['xmpp'], { at: number; check: Promise<ClusterCheck> }>();

/** What the doctor finds at the places where members are found: certificates and SRV records. Takes some seconds. */
export const checkClusters = defineUseCase({
  permission: 'operations.read',
  noun: 'page',
  what: 'The clusters were not checked.',
  input: z.object({}),
  find: wholeSystem,
  async act(context): Promise<Result<ClusterCheck>> {
    const before = checks.get(context.xmpp);
    if (before && Date.now() - before.at < keptMs) return ok(await before.check);
    const check = checkPlaces(context, systemNames());
    checks.set(context.xmpp, { at: Date.now(), check });
    check.catch(() => checks.delete(context.xmpp));
    return ok(await check);
  },
});

export async function checkPlaces(portal: Parts, names: Names, now = new Date()): Promise<ClusterCheck> {
  const kept = await readServers(portal.db);
  const checked = new Map<string, PlacesChecked>();
  const directory = checkDirectory(portal, now);
  await someAtOnce(
    serversAtOnce,
    kept,
    async (one) => void checked.set(one.id, await checkServer(portal, names, one, now)),
  );
  const servers = kept.flatMap(({ id }) => checked.get(id) ?? []);
  return { checked: [...servers, await directory], asOf: now.toISOString() };
}

async function checkServer(portal: Parts, names: Names, kept: KeptServer, now: Date): Promise<PlacesChecked> {
  const cluster = await xmppCluster(portal, kept);
  const places = await xmppPlaces(portal, names, kept, cluster);
  return { id: cluster.id, findings: diagnosePlaces(cluster, places, now), looked: countOf(places) };
}

async function checkDirectory(portal: Parts, now: Date): Promise<PlacesChecked> {
  const [cluster, places] = await Promise.all([directoryCluster(portal), directoryPlaces(portal)]);
  return { id: cluster.id, findings: diagnosePlaces(cluster, places, now), looked: countOf(places) };
}

function countOf({ certificates, services }: Awaited<ReturnType<typeof xmppPlaces>>): PlacesChecked['looked'] {
  return {
    certificates: certificates.filter(({ seen }) => seen).length,
    services: services.filter(({ records }) => records !== null).length,
  };
}
