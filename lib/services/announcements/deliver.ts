import type { Entry } from '../../domain/entry.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { equal } from '../../domain/filter.ts';
import { jidText, parseJid } from '../../domain/jid.ts';
import type { Announcement, XmppServer } from '../../xmpp/servers/port.ts';
import type { Context } from '../context.ts';
import { countedAs, type JobNote, type Running } from './announcement-jobs.ts';
import type { Plan } from './plan.ts';

/** What one request takes (docs/admin-commands.md). */
const chunk = 500;
const mostNotes = 20;

/** Sends what was planned and counts in the job. What was sent stays sent, whatever ends it. */
export async function deliver(
  context: Context,
  plan: Plan,
  message: Announcement,
  job: Running,
): Promise<Result<void>> {
  const carried = plan.realm
    ? await toRealm(context, { ...plan, realm: plan.realm }, message, job)
    : await toDomains(plan, message, job);
  if (!carried.ok) return carried;
  job.stopped = job.stopping && (job.total === null || done(job) < job.total);
  return outcomeOf(job);
}

async function toDomains({ parts, who }: Plan, message: Announcement, job: Running): Promise<Result<void>> {
  for (const { domain, server } of parts) {
    if (job.stopping) break;
    const sent =
      who === 'online' ? await server.announceOnline(domain, message) : await server.announceAll(domain, message);
    if (!sent.ok) miss(job, sent.failure, domain, 1);
    else {
      job.sent += 1;
      if (!sent.value.seen) note(job.claims, { where: domain, people: null, text: sent.value.why });
    }
  }
  return ok(undefined);
}

type ToRealm = Plan & { realm: Entry };

/** The directory says who is in the realm, now: read as the service account, within the realm that the policy allowed. */
async function toRealm(context: Context, plan: ToRealm, message: Announcement, job: Running): Promise<Result<void>> {
  const { directory, tree } = context;
  const roads = new Map(plan.parts.map(({ domain, server }) => [domain, server]));
  const known = new Set<string>();
  /** A server that didn't answer once isn't asked again for each five hundred. */
  const lost = new Map<XmppServer, string>();
  const search = {
    base: plan.realm.dn,
    scope: 'sub' as const,
    filter: equal('objectClass', tree.personClass),
    attributes: [tree.jidAttribute],
  };
  for await (const page of directory.asService().pages(search, chunk)) {
    if (!page.ok) return page;
    const groups = new Map<XmppServer, string[]>();
    for (const entry of page.value) {
      const parsed = parseJid(entry.first(tree.jidAttribute));
      const server = parsed && roads.get(parsed.domain);
      const jid = parsed ? jidText(parsed) : '';
      if (!server) job.unreached += 1;
      else if (!known.has(jid)) groups.set(server, [...(groups.get(server) ?? []), jid]);
      known.add(jid);
    }
    for (const [server, jids] of groups) {
      if (job.stopping) return ok(undefined);
      await toPeople(server, jids, { message, online: plan.who === 'online', lost }, job);
    }
    if (job.stopping) break;
  }
  return ok(undefined);
}

type Sending = { message: Announcement; online: boolean; lost: Map<XmppServer, string> };

async function toPeople(server: XmppServer, jids: string[], sending: Sending, job: Running): Promise<void> {
  const { message, online, lost } = sending;
  const why = lost.get(server);
  if (why !== undefined) {
    job.failed += jids.length;
    return note(job.problems, { where: server.domain, people: jids.length, text: why });
  }
  const present = online ? await server.sessionsOf(jids) : null;
  if (present && !present.ok) {
    lost.set(server, present.failure.why);
    job.failed += jids.length;
    return note(job.problems, { where: server.domain, people: jids.length, text: present.failure.why });
  }
  const wanted = present ? jids.filter((jid) => (present.value.get(jid)?.length ?? 0) > 0) : jids;
  job.offline += jids.length - wanted.length;
  if (wanted.length === 0) return;
  const sent = await server.announceTo(wanted, message);
  if (!sent.ok) {
    lost.set(server, sent.failure.why);
    return miss(job, sent.failure, server.domain, wanted.length);
  }
  job.sent += sent.value.sent;
  job.failed += sent.value.failed;
  if (sent.value.failed > 0)
    note(job.problems, {
      where: server.domain,
      people: sent.value.failed,
      text: 'The server took no message for them.',
    });
  if (!sent.value.seen) note(job.claims, { where: server.domain, people: sent.value.sent, text: sent.value.why });
}

function miss(job: Running, failure: { kind: string; why: string }, where: string, count: number): void {
  const unsure = failure.kind === 'timeout';
  if (unsure) job.unsure += count;
  else job.failed += count;
  const text = unsure ? `${failure.why} It may have been sent.` : failure.why;
  note(job.problems, { where, people: job.unit === 'people' ? count : null, text });
}

/** The same of the same place is counted together; of too many, the first are kept. */
function note(notes: JobNote[], { where, people, text }: JobNote): void {
  const same = notes.find((one) => one.where === where && one.text === text);
  if (same) same.people = same.people === null || people === null ? null : same.people + people;
  else if (notes.length < mostNotes) notes.push({ where, people, text });
}

export function done({ sent, failed: missed, unsure, unreached, offline }: Running): number {
  return sent + missed + unsure + unreached + offline;
}

function outcomeOf(job: Running): Result<void> {
  const { stopped, failed: missed, unsure, unit } = job;
  if (unsure > 0)
    return failed({ kind: 'timeout', why: `No answer came for ${countedAs(unit, unsure)}.`, uncertain: true });
  if (stopped) return failed({ kind: 'constraint', why: 'It was stopped before everybody had it.' });
  if (missed > 0) return failed({ kind: 'constraint', why: `${countedAs(unit, missed)} could not be told.` });
  return ok(undefined);
}
