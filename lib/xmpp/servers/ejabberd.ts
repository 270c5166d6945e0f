import { ok, type Result } from '../../domain/failure.ts';
import { endSessions } from './end-sessions.ts';
import { announce, names } from './generic.ts';
import type { ClusterMember, S2sSession, XmppSession } from './port.ts';
import type { Need, Roads } from './roads.ts';
import { s2sWith } from './s2s.ts';
import { onePage, sessionNamed } from './sessions.ts';
import { stopping } from './stopping.ts';
import { standard, type Tools } from './tools.ts';
import * as read from './values.ts';

/** What ejabberd shows by service discovery, in nodes of its own. */
const nodes = {
  online: 'online users',
  outgoing: 'outgoing s2s',
  running: 'running nodes',
  stopped: 'stopped nodes',
} as const;
const nodeCommand = {
  restart: (node: string) => `${nodes.running}/${node}/restart`,
  shutdown: (node: string) => `${nodes.running}/${node}/shutdown`,
};

const disco = (...asked: (keyof typeof nodes)[]): { by: string; needs: readonly Need[] } => ({
  by: `${asked.map((one) => nodes[one]).join(', ')} (service discovery)`,
  needs: asked.map((one) => ({ node: nodes[one] })),
});
const command = (name: string, its = 'XEP-0133') => ({
  by: `${name} (${its})`,
  needs: [{ command: standard(name) }],
});

/** Tried with ejabberd 23.01. */
export const ejabberd: Roads = {
  onlineSessions: [{ ...disco('online'), go: onlineSessions }],
  sessionsOf: [{ ...disco('online'), go: sessionsOf }],
  endSessions: [
    {
      ...command('end-user-session'),
      go: (tools, jids) => endSessions(tools, jids, (all) => endOneByOne(tools, all)),
    },
  ],
  announceAll: [
    {
      ...command('announce-all', 'ejabberd'),
      go: (tools, host, message) => announce(tools, host, 'announce-all', message),
    },
  ],
  s2sSessions: [{ ...disco('outgoing'), go: outgoing }],
  cluster: [{ ...disco('running', 'stopped'), go: cluster }],
  restart: [
    {
      by: 'running nodes/…/restart (ejabberd)',
      needs: [{ command: /^running nodes\/[^/]+\/restart$/ }],
      go: stopping('restart', nodeCommand.restart),
    },
  ],
  shutdown: [
    {
      by: 'running nodes/…/shutdown (ejabberd)',
      needs: [{ command: /^running nodes\/[^/]+\/shutdown$/ }],
      go: stopping('shutdown', nodeCommand.shutdown),
    },
  ],
};

async function onlineSessions(tools: Tools, page: { host?: string; after?: string; limit: number }) {
  const sessions = await online(tools, page.host ?? tools.domain);
  return sessions.ok ? ok(onePage(sessions.value, page)) : sessions;
}

/** One list for each host, whoever was asked for. */
async function sessionsOf(tools: Tools, jids: readonly string[]): Promise<Result<Map<string, XmppSession[]>>> {
  const found = new Map<string, XmppSession[]>(jids.map((jid) => [jid, []]));
  for (const host of new Set(jids.map(read.domainOf))) {
    const sessions = await online(tools, host);
    if (!sessions.ok) return sessions;
    for (const session of sessions.value) found.get(read.bareOf(session.jid))?.push(session);
  }
  return ok(found);
}

async function online(tools: Tools, host: string): Promise<Result<XmppSession[]>> {
  const at = await tools.at(host);
  const items = at.ok ? await tools.items(at.value, nodes.online) : at;
  if (!items.ok) return items;
  const jids = items.value.flatMap(({ jid }) => read.fullJid([jid]) ?? []).filter((jid) => read.domainOf(jid) === host);
  tools.left(nodes.online, items.value.length - jids.length);
  return ok(jids.map(sessionNamed));
}

/** Its form takes one account. */
async function endOneByOne(tools: Tools, jids: readonly string[]): Promise<Result<number | null>> {
  for (const [at, jid] of jids.entries()) {
    const filling = [{ names: names.account, values: [jid] }];
    const done = await tools.standard(read.domainOf(jid), 'end-user-session', filling, 'changes');
    if (!done.ok) return at === 0 ? done : { ok: false, failure: { ...done.failure, uncertain: true } };
  }
  return ok(null);
}

/** Only those that it opened itself, and of each only who is at the other end. */
async function outgoing(tools: Tools): Promise<Result<S2sSession[]>> {
  const items = await tools.items(tools.domain, nodes.outgoing);
  if (!items.ok) return items;
  const remotes = items.value.flatMap(({ node }) => read.domain([node.split('/')[1] ?? '']) ?? []);
  tools.left(nodes.outgoing, items.value.length - remotes.length);
  return ok(
    [...new Set(remotes)].map((remote) => s2sWith({ direction: 'out', local: tools.domain, remote, state: 'open' })),
  );
}

/** Which member answers is not told. */
async function cluster(tools: Tools): Promise<Result<ClusterMember[]>> {
  const [running, stopped] = await Promise.all([
    tools.items(tools.domain, nodes.running),
    tools.items(tools.domain, nodes.stopped),
  ]);
  if (!running.ok) return running;
  if (!stopped.ok) return stopped;
  const nothingMore = { self: false, version: null, since: null, sessions: null, sees: null };
  const members = (items: { name: string }[], state: ClusterMember['state']) =>
    items
      .flatMap(({ name }) => read.text([name]) ?? [])
      .map((node): ClusterMember => ({ node, state, ...nothingMore }));
  return ok([...members(running.value, 'running'), ...members(stopped.value, 'stopped')]);
}
