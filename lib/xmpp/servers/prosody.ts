import { failed, ok, type Result } from '../../domain/failure.ts';
import { names, whole } from './generic.ts';
import type { ClusterMember, S2sSession, XmppSession } from './port.ts';
import { parseOnline, parseS2s } from './prosody-lines.ts';
import { readFields } from './read-form.ts';
import type { Roads } from './roads.ts';
import { onePage } from './sessions.ts';
import { standard, type Tools } from './tools.ts';
import * as read from './values.ts';

const s2sList = 'http://prosody.im/protocol/s2s#list';
const online = {
  by: 'get-online-users-list (XEP-0133)',
  needs: [{ command: standard('get-online-users-list') }],
};

/** Tried with Prosody 0.12.3. */
export const prosody: Roads = {
  onlineCount: [{ ...online, go: onlineCount }],
  onlineSessions: [{ ...online, tells: ['activeUsers'], go: onlineSessions }],
  sessionsOf: [{ ...online, go: sessionsOf }],
  s2sSessions: [{ by: 's2s#list (Prosody)', needs: [{ command: s2sList }], go: s2sSessions }],
  // It knows no clusters: it is one of one.
  cluster: [{ by: 'last activity of the server (XEP-0012)', needs: [], go: alone }],
};

async function listed(tools: Tools, host: string) {
  const filling = [...whole, { names: ['details'], values: ['1'], optional: true }];
  const form = await tools.standard(host, 'get-online-users-list', filling);
  if (!form.ok) return form;
  const lines = readFields(form.value, { lines: [names.online, read.rawLines] })?.lines ?? [];
  const { accounts, sessions, dropped } = parseOnline(lines);
  const own = sessions.filter(({ jid }) => read.domainOf(jid) === host);
  tools.left('get-online-users-list', dropped + sessions.length - own.length);
  return ok({ accounts: accounts.filter((jid) => read.domainOf(jid) === host), sessions: own });
}

async function onlineCount(tools: Tools, host: string): Promise<Result<number>> {
  const list = await listed(tools, host);
  return list.ok ? ok(list.value.accounts.length) : list;
}

async function onlineSessions(tools: Tools, page: { host?: string; after?: string; limit: number }) {
  const list = await listed(tools, page.host ?? tools.domain);
  return list.ok ? ok(onePage(list.value.sessions, page)) : list;
}

/** One list for each host, whoever was asked for. */
async function sessionsOf(tools: Tools, jids: readonly string[]): Promise<Result<Map<string, XmppSession[]>>> {
  const found = new Map<string, XmppSession[]>(jids.map((jid) => [jid, []]));
  for (const host of new Set(jids.map(read.domainOf))) {
    const list = await listed(tools, host);
    if (!list.ok) return list;
    for (const session of list.value.sessions) found.get(read.bareOf(session.jid))?.push(session);
  }
  return ok(found);
}

async function s2sSessions(tools: Tools): Promise<Result<S2sSession[]>> {
  const done = await tools.command(tools.domain, s2sList, [], 'asks');
  if (!done.ok) return done;
  const form = done.value.form;
  if (!form) return failed({ kind: 'unexpected', why: 'The server gave no list.' });
  const lines = readFields(form, { lines: ['sessions', read.rawLines] })?.lines ?? [];
  const { sessions, dropped } = parseS2s(lines, tools.domain);
  tools.left(s2sList, dropped);
  return ok(sessions);
}

async function alone({ connection, domain, survey }: Tools): Promise<Result<ClusterMember[]>> {
  const seconds = await connection.uptime(domain);
  if (!seconds.ok) return seconds;
  const since = new Date(Date.now() - seconds.value * 1_000);
  const member = { node: domain, state: 'running', self: true, version: survey.version || null, since } as const;
  return ok([{ ...member, sessions: null, sees: null }]);
}
