import { z } from 'zod';
import { type StateKind, stateKinds } from '../../domain/board.ts';
import { diagnoseMembers } from '../../domain/cluster-doctor.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { readDeviceStates, readDevices } from '../../store/devices.ts';
import { readServers } from '../../store/managed-servers.ts';
import type { ClusterAt } from '../cluster/cluster-at.ts';
import { directoryCluster } from '../cluster/directory-cluster.ts';
import { xmppCluster } from '../cluster/xmpp-cluster.ts';
import type { Context } from '../context.ts';
import { stateView } from '../devices/list-devices.ts';
import { readThings, type Thing, type ThingState } from '../overview/things.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';

/** `id` is unique in the list: a server is also a cluster. Times are ISO 8601. */
export type StateRow = Pick<Thing, 'target' | 'name' | 'state' | 'word' | 'since' | 'why' | 'href'> & {
  id: string;
  kind: StateKind;
};
/** `gone`: chosen targets that aren't there any more, and things beyond the bound. */
export type StateList = { rows: StateRow[]; gone: string[]; more: number; asOf: string };

const mostRows = 200;
const order: readonly ThingState[] = ['failing', 'warning', 'unknown', 'ok'];

/** What is up and what isn't, what isn't first: servers, devices, clusters, and what the portal stands on. */
export const readBoardStates = defineUseCase({
  permission: 'operations.read',
  noun: 'list',
  what: 'The states were not read.',
  input: z.object({
    kinds: z.array(z.enum(stateKinds)).min(1).max(stateKinds.length),
    targets: z.array(z.string().max(200)).max(100).default([]),
  }),
  find: wholeSystem,
  async act(context, { kinds, targets }): Promise<Result<StateList>> {
    const asked = new Set(kinds);
    const parts = await Promise.all([
      asked.has('server') || asked.has('own') ? thingRows(context) : [],
      asked.has('device') ? deviceRows(context) : [],
      asked.has('cluster') ? clusterRows(context) : [],
    ]);
    const chosen = new Set(targets);
    const found = parts
      .flat()
      .filter(({ kind, target }) => asked.has(kind) && (chosen.size === 0 || chosen.has(target)))
      .sort((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
    const there = new Set(found.map(({ target }) => target));
    return ok({
      rows: found.slice(0, mostRows),
      gone: targets.filter((target) => !there.has(target)),
      more: Math.max(0, found.length - mostRows),
      asOf: new Date().toISOString(),
    });
  },
});

async function thingRows(context: Context): Promise<StateRow[]> {
  const things = await readThings(context);
  return things.flatMap(({ members: _, ...thing }) => {
    if (thing.target.startsWith('device:')) return [];
    const kind = thing.target.startsWith('server:') ? 'server' : 'own';
    return [{ ...thing, id: `${kind} ${thing.target}`, kind } as const];
  });
}

const deviceStates = {
  up: { state: 'ok', word: 'Up' },
  away: { state: 'failing', word: 'Away' },
  waiting: { state: 'unknown', word: 'Not asked yet' },
  stale: { state: 'unknown', word: 'Not known' },
} as const;

async function deviceRows({ db }: Context): Promise<StateRow[]> {
  const [devices, states] = await Promise.all([readDevices(db), readDeviceStates(db)]);
  return devices.map(({ id, name, pollSeconds }) => {
    const { is, since, why, stale } = stateView(states.get(id), pollSeconds);
    const { state, word } = deviceStates[stale ? 'stale' : is];
    const target = `device:${id}`;
    const told = stale ? 'It was not polled for a while.' : is === 'up' ? '' : why;
    return {
      id: `device ${target}`,
      kind: 'device',
      target,
      name,
      state,
      word,
      since,
      why: told,
      href: `/devices/${id}`,
    };
  });
}

async function clusterRows(context: Context): Promise<StateRow[]> {
  const servers = await readServers(context.db);
  const clusters = await Promise.all([...servers.map((one) => xmppCluster(context, one)), directoryCluster(context)]);
  return clusters.map(clusterRow);
}

function clusterRow(cluster: ClusterAt): StateRow {
  const { id, name, away, members } = cluster;
  const about = { id: `cluster ${id}`, kind: 'cluster', target: id, name, since: null, href: '/cluster' } as const;
  if (away) return { ...about, state: 'failing', word: 'Away', why: away.why };
  const findings = diagnoseMembers(cluster, cluster);
  const worst = order.find((state) => findings.some(({ severity }) => severity === state)) ?? 'ok';
  const words = { ok: 'All agree', unknown: 'Partly known', warning: 'Warning', failing: 'Failing' } as const;
  const running = members.filter(({ state }) => state === 'running').length;
  const why = findings.find(({ severity }) => severity === worst)?.title ?? `${running} of ${members.length} run`;
  return { ...about, state: worst, word: words[worst], why: /[.!?]$/.test(why) ? why : `${why}.` };
}
