import type { FormAnswer } from '../../domain/data-form.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { accountConfig, moveData } from './bailiwick-accounts.ts';
import { changeCluster } from './bailiwick-cluster.ts';
import { chunksOf, mostAccounts } from './chunks.ts';
import { endSessions } from './end-sessions.ts';
import type { Counter, Counting, LastActivity, Traffic, XmppSession } from './port.ts';
import type { By, Roads } from './roads.ts';
import * as shapes from './shapes.ts';
import { ours, rowsOf, type Tools } from './tools.ts';
import { bareOf, domainOf } from './values.ts';

const mostRows = 5_000;
/** So many answers are put together to one list, and no more. */
const mostPages = 40;

const by: By = (name) => ({
  by: `${name} (mod_bailiwick)`,
  needs: [{ command: ours(name) }],
});

/** The commands of our own module, the same on every server that has one (docs/admin-commands.md). */
export const bailiwick: Roads = {
  hosts: [{ ...by('hosts'), go: async (tools) => rowsOf(await tools.rows('hosts', {}, shapes.host)) }],
  onlineSessions: [{ ...by('sessions'), tells: ['activeUsers'], go: onlineSessions }],
  sessionsOf: [{ ...by('sessions'), go: sessionsOf }],
  lastActivity: [{ ...by('last-activity'), go: lastActivity }],
  endSessions: [{ ...by('end-sessions'), go: (tools, jids, reason) => endSessions(tools, jids, end(tools, reason)) }],
  announceTo: [{ ...by('announce-to'), go: announceTo }],
  s2sSessions: [
    { ...by('s2s'), tells: ['s2sStatistics'], go: async (tools) => rowsOf(await tools.rows('s2s', whole, shapes.s2s)) },
  ],
  cluster: [{ ...by('cluster'), go: async (tools) => rowsOf(await tools.rows('cluster', {}, shapes.member)) }],
  routes: [{ ...by('routes'), go: async (tools) => rowsOf(await tools.rows('routes', whole, shapes.route)) }],
  counters: [{ ...by('counters'), go: counters }],
  ...changeCluster(by),
  ...accountConfig(by),
  ...moveData(by),
};

const whole: FormAnswer = { limit: [String(mostRows)] };

async function onlineSessions(tools: Tools, { host, after, limit }: { host?: string; after?: string; limit: number }) {
  const asked: FormAnswer = host ? { host: [host] } : {};
  return sessionPages(tools, asked, after, limit, (jid) => !host || domainOf(jid) === host);
}

async function sessionsOf(tools: Tools, jids: readonly string[]): Promise<Result<Map<string, XmppSession[]>>> {
  const found = new Map<string, XmppSession[]>(jids.map((jid) => [jid, []]));
  // Without an account the command would answer everybody.
  for (const accounts of chunksOf(jids)) {
    const wanted = new Set(accounts);
    const page = await sessionPages(tools, { accounts }, undefined, mostRows * mostPages, (jid) =>
      wanted.has(bareOf(jid)),
    );
    if (!page.ok) return page;
    for (const session of page.value.sessions) found.get(bareOf(session.jid))?.push(session);
  }
  return ok(found);
}

/** Goes on behind the last row as long as the server says that there are more, up to `limit`. */
async function sessionPages(
  tools: Tools,
  asked: FormAnswer,
  from: string | undefined,
  limit: number,
  isWanted: (jid: string) => boolean,
) {
  const sessions: XmppSession[] = [];
  const seen = new Set<string>();
  let after = from;
  for (let at = 0; at < mostPages; at++) {
    const step = Math.min(mostRows, limit - sessions.length);
    const answer = { ...asked, limit: [String(step)], ...(after === undefined ? {} : { after: [after] }) };
    const page = await tools.rows('sessions', answer, shapes.session);
    if (!page.ok) return page;
    const fresh = page.value.rows.filter(({ jid }) => isWanted(jid) && !seen.has(jid)).slice(0, step);
    tools.left('sessions', page.value.rows.length - fresh.length);
    for (const session of fresh) seen.add(session.jid);
    sessions.push(...fresh);
    const last = page.value.rows.at(-1)?.jid;
    if (!page.value.more) return ok({ sessions, total: page.value.total, next: null });
    if (last === undefined || last === after || fresh.length === 0) return endless();
    after = last;
    if (sessions.length >= limit) return ok({ sessions, total: page.value.total, next: last });
  }
  return ok({ sessions, total: null, next: after ?? null });
}

async function lastActivity(tools: Tools, jids: readonly string[]): Promise<Result<Map<string, LastActivity>>> {
  const found = new Map<string, LastActivity>();
  for (const accounts of chunksOf(jids)) {
    const wanted = new Set(accounts);
    const page = await tools.rows('last-activity', { accounts }, shapes.lastActivity);
    if (!page.ok) return page;
    const own = page.value.rows.filter(({ jid }) => wanted.has(jid));
    tools.left('last-activity', page.value.rows.length - own.length);
    for (const { jid, ...activity } of own) found.set(jid, activity);
  }
  return ok(found);
}

/** How many were ended, as the server says. */
function end(tools: Tools, reason: string) {
  return async (jids: readonly string[]): Promise<Result<number | null>> => {
    let ended = 0;
    for (const accounts of chunksOf(jids)) {
      const answer = { accounts, ...(reason === '' ? {} : { reason: [reason] }) };
      const page = await tools.rows('end-sessions', answer, shapes.ended, 'changes');
      if (!page.ok) return page;
      const wanted = new Set(accounts);
      const own = page.value.rows.filter(({ jid }) => wanted.has(jid));
      tools.left('end-sessions', page.value.rows.length - own.length);
      ended += own.reduce((sum, row) => sum + row.ended, 0);
    }
    return ok(ended);
  };
}

async function announceTo(tools: Tools, jids: readonly string[], { subject, body }: { subject: string; body: string }) {
  if (jids.length > mostAccounts)
    return failed({ kind: 'too-many', why: 'At most 500 accounts can be told at once.', todo: 'Tell fewer at once.' });
  if (jids.length === 0) return ok({ sent: 0, failed: 0, seen: true as const, by: 'Nobody was to be told.' });
  const answer = { accounts: jids, body: body.split('\n'), ...(subject === '' ? {} : { subject: [subject] }) };
  const page = await tools.rows('announce-to', answer, {}, 'changes');
  if (!page.ok) return page;
  const counts = shapes.readSent(page.value.form);
  if (!counts)
    return failed({
      kind: 'unexpected',
      why: 'The server did not say how many it told.',
      todo: 'Ask somebody whether it came before you send it again.',
      uncertain: true,
    });
  return ok({ ...counts, seen: false as const, why: 'The server only said so.' });
}

async function counters(tools: Tools): Promise<Result<Counting>> {
  const page = await tools.rows('counters', {}, shapes.counter);
  if (!page.ok) return page;
  const counted: Counter[] = [];
  const traffic: Traffic[] = [];
  for (const { scope, direction, kind, count } of page.value.rows) {
    if (kind === 'octets') {
      if (scope === 'c2s' || scope === 's2s-in' || scope === 's2s-out')
        traffic.push({ kind: scope, direction, octets: count });
    } else if (scope !== 's2s-in' && scope !== 's2s-out') counted.push({ scope, direction, kind, count });
  }
  return ok({ ...shapes.readCounting(page.value.form), counters: counted, traffic });
}

function endless(): Result<never> {
  return failed({
    kind: 'unexpected',
    why: 'The server says that there are more sessions, and sends none that are new.',
    todo: 'Tell whoever runs the XMPP server.',
  });
}
