import { type KeptServer, readServers } from '../../store/managed-servers.ts';
import type { Context } from '../context.ts';
import { type DependencyState, readiness } from '../readiness.ts';
import { disagreements } from '../servers/cluster-views.ts';
import { serverState } from '../servers/server-state.ts';
import { within } from '../within.ts';

export type ThingState = 'ok' | 'warning' | 'failing' | 'unknown';

/** Something that is up or not. Times are ISO 8601; `href` is null where there is no page of it for this person. */
export type Thing = {
  target: string;
  name: string;
  state: ThingState;
  word: string;
  since: string | null;
  why: string;
  href: string | null;
  members: { name: string; running: boolean; since: string | null }[];
};

const deadlineMs = 2_000;

/** Every managed server and what the portal itself stands on, all asked at once; one that doesn't answer keeps nobody waiting. */
export async function readThings(context: Context): Promise<Thing[]> {
  const [servers, ready] = await Promise.all([readServers(context.db), readiness(context)]);
  const things = await Promise.all(servers.map((server) => serverThing(context, server)));
  return [
    ...things,
    dependency('directory', 'Directory', ready.directory, 'It doesn’t answer.'),
    dependency('database', 'Database', ready.database, 'It doesn’t answer.'),
    dependency('collector', 'Collector', ready.collector, 'It was not heard of for half a minute.'),
  ];
}

async function serverThing(context: Context, kept: KeptServer): Promise<Thing> {
  const state = serverState(context, kept);
  const mayOpen = context.judge(context.actor, 'servers.read', { realm: null }).allowed;
  const about = {
    target: `server:${kept.id}`,
    name: kept.name,
    since: state.since,
    href: mayOpen ? `/servers/${kept.id}` : null,
  };
  if (state.is === 'away') return { ...about, state: 'failing', word: 'Away', why: state.why, members: [] };
  if (state.is === 'connecting') return { ...about, state: 'unknown', word: 'Connecting', why: '', members: [] };
  return { ...about, ...(await membersOf(context, kept)) };
}

/** A server that can't tell its members is up all the same. */
async function membersOf(
  { xmpp }: Context,
  kept: KeptServer,
): Promise<Pick<Thing, 'state' | 'word' | 'why' | 'members'>> {
  const up = { state: 'ok', word: 'Up', why: '', members: [] } as const;
  const server = xmpp.connections.at(kept);
  if (!server.ok) return { ...up, members: [] };
  const told = await within(deadlineMs, server.value.cluster());
  if (!told.ok) return { ...up, members: [] };
  const members = told.value.map(({ node, state, since }) => ({
    name: node,
    running: state === 'running',
    since: since?.toISOString() ?? null,
  }));
  const stopped = members.filter(({ running }) => !running).map(({ name }) => name);
  if (stopped.length > 0)
    return { state: 'warning', word: 'Partly up', why: `Stopped: ${stopped.join(', ')}.`, members };
  const [apart] = disagreements(told.value);
  if (apart) return { state: 'failing', word: 'Split', why: `Its members don’t agree about ${apart.about}.`, members };
  return { ...up, members };
}

function dependency(target: string, name: string, { status, since }: DependencyState, why: string): Thing {
  const up = status === 'ok';
  return {
    ...{ target, name, members: [] },
    state: up ? 'ok' : 'failing',
    word: up ? 'Up' : 'Away',
    since: since ?? null,
    why: up ? '' : why,
    href: target === 'directory' ? '/metrics/directory' : null,
  };
}
