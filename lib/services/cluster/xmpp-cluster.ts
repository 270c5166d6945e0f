import type { Member } from '../../domain/cluster.ts';
import type { KeptServer } from '../../store/managed-servers.ts';
import type { ClusterMember, XmppServer } from '../../xmpp/servers/port.ts';
import type { Portal } from '../context.ts';
import { within } from '../within.ts';
import type { ClusterAt } from './cluster-at.ts';

const deadlineMs = 4_000;

/** A managed XMPP server with the nodes that it names, or as a cluster of one where it names none. Never throws. */
export async function xmppCluster({ xmpp }: Pick<Portal, 'xmpp'>, kept: KeptServer): Promise<ClusterAt> {
  const at = xmpp.connections.at(kept);
  if (!at.ok) return silent(kept, at.failure.why, at.failure.todo);
  const server = at.value;
  const state = server.connection.state();
  if (state.is === 'connecting') return silent(kept, 'The portal is connecting to it.', '');
  if (state.is === 'away') return silent(kept, state.why, 'The portal tries again by itself.');
  const [make, told, clocks] = await Promise.all([
    server.make(),
    within(deadlineMs, server.cluster()),
    clockOf(server),
  ]);
  // Only a server that has no such question is taken for what it is by itself.
  const alone = !told.ok && told.failure.kind === 'unavailable' && server.connection.state().is === 'online';
  if (!told.ok && !alone) return silent(kept, told.failure.why, told.failure.todo || 'It is asked again in a moment.');
  const members = told.ok ? told.value.map((one) => memberOf(one, kept)) : [await onlyMember(server, kept)];
  const [only] = members;
  return {
    ...cluster(kept),
    what: told.ok
      ? `${make}${members.length > 1 ? ' cluster' : ', one server'}`
      : `${make}, which tells of no other members`,
    members: only && members.length === 1 ? [{ ...only, address: only.address ?? (kept.host || null) }] : members,
    clocks,
    secrets: told.ok ? notLetIn(kept, told.value) : [],
  };
}

/** So long after it was first seen, a node that is only starting has joined. */
const startingMs = 60_000;
const openSince = new Map<string, number>();

/** Members that the others count as stopped although their node runs, and goes on doing so. */
export function notLetIn(
  { id }: Pick<KeptServer, 'id'>,
  members: readonly Pick<ClusterMember, 'node' | 'state' | 'open'>[],
  now = Date.now(),
): ClusterAt['secrets'] {
  const running = members.filter(({ state }) => state === 'running').map(({ node }) => node);
  return members.flatMap(({ node, state, open }) => {
    const key = `${id} ${node}`;
    if (state !== 'stopped' || !open) {
      openSince.delete(key);
      return [];
    }
    const since = openSince.get(key) ?? now;
    openSince.set(key, since);
    return now - since >= startingMs ? [{ is: 'erlang' as const, who: node, by: running }] : [];
  });
}

const noLooks = { lags: [], syncs: [], clocks: [], secrets: [], access: [] };

function cluster({ id, name }: KeptServer): Omit<ClusterAt, 'what' | 'members'> {
  return { id: `server:${id}`, name, leads: false, votes: false, away: null, ...noLooks };
}

function silent(kept: KeptServer, why: string, todo: string): ClusterAt {
  return { ...cluster(kept), what: 'XMPP server', members: [], away: { why, todo } };
}

function memberOf({ node, state, self, version, since, sessions, sees }: ClusterMember, kept: KeptServer): Member {
  const address = self && kept.host ? kept.host : hostOf(node);
  return { name: node, role: 'equal', state, since, address, version, sessions, sees, follows: null };
}

/** The part behind the @ of an Erlang node is a host that others reach, unless it is a short or local name. */
function hostOf(node: string): string | null {
  const host = node.split('@')[1] ?? '';
  return host.includes('.') && !/[^\w.:-]/.test(host) ? host : null;
}

async function onlyMember(server: XmppServer, { domain, host }: KeptServer): Promise<Member> {
  const { connection } = server;
  const [version, uptime] = await Promise.all([
    within(deadlineMs, connection.version(domain)),
    within(deadlineMs, connection.uptime(domain)),
  ]);
  return {
    ...{
      name: domain,
      role: 'equal',
      state: 'running',
      address: host || null,
      sessions: null,
      sees: null,
      follows: null,
    },
    version: version.ok ? version.value.version : null,
    since: uptime.ok ? new Date(Date.now() - uptime.value * 1_000) : null,
  };
}

/** Seen to half of the way there and back, and to the whole seconds in which many servers tell it. */
async function clockOf({ connection, domain }: XmppServer): Promise<ClusterAt['clocks']> {
  const asked = Date.now();
  const told = await within(deadlineMs, connection.time(domain));
  if (!told.ok) return [];
  const tookMs = Date.now() - asked;
  const aheadSeconds = (told.value.getTime() - asked - tookMs / 2) / 1_000;
  return [{ who: domain, aheadSeconds, withinSeconds: tookMs / 2_000 + 1 }];
}
