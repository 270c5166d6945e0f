import { failed, ok, type Result } from '../../../domain/failure.ts';
import { readServers } from '../../../store/managed-servers.ts';
import type { RosterItem } from '../../../xmpp/servers/port.ts';
import type { Context } from '../../context.ts';
import { type Serving, serversOfDomains } from '../../servers/server-of-domain.ts';
import { auditedMove, domainOf, isAway, type RenameRun, type RenameStep, servingOf } from './run.ts';

const atOnce = 500;
/** A server tells no more of one roster (docs/admin-commands.md). */
const mostTold = 5_000;

/** In the rosters of the contacts the old name becomes the new one, with name, groups and subscription as they were. */
export const contacts: RenameStep = {
  name: 'contacts',
  what: 'The contacts’ rosters were not changed.',
  act: (run, own) => replaceInRosters(run, { old: run.plan.from.jid, now: run.plan.to.jid }, own.progress),
  back: (run, own) => replaceInRosters(run, { old: run.plan.to.jid, now: run.plan.from.jid }, own.progress),
};

export const rooms: RenameStep = {
  name: 'rooms',
  what: 'The affiliations in rooms were not changed.',
  act: (run, own) => replaceInRooms(run, { old: run.plan.from.jid, now: run.plan.to.jid }, own.progress),
  back: (run, own) => replaceInRooms(run, { old: run.plan.to.jid, now: run.plan.from.jid }, own.progress),
};

/** Contacts sorted by who can be told how. */
export type Told = {
  /** By managed server, those whose rosters it changes. */
  here: { serving: Serving; jids: string[] }[];
  /** On managed servers that can't. */
  unable: { jids: string[]; why: string; away: boolean }[];
  /** On servers that aren't managed here. */
  foreign: string[];
};

/** One question a managed server, whatever the number of contacts. */
export async function sortContacts(context: Context, jids: readonly string[]): Promise<Told> {
  const people = jids.filter((jid) => jid.includes('@'));
  const serving = await serversOfDomains(context, [...new Set(people.map(domainOf))]);
  const told: Told = { here: [], unable: [], foreign: jids.filter((jid) => !jid.includes('@')) };
  const groups = Map.groupBy(people, (jid) => serving.get(domainOf(jid))?.kept?.id ?? null);
  for (const [id, group] of groups) {
    const one = serving.get(domainOf(group[0] as string)) as Serving;
    if (id === null) {
      told.foreign.push(...group);
      continue;
    }
    const { moveData } = await one.server.abilities();
    if (moveData.can) told.here.push({ serving: one, jids: group });
    else told.unable.push({ jids: group, why: moveData.why, away: isAway(one) });
  }
  return told;
}

type Names = { old: string; now: string };
type Progress = (done: number, total: number) => void;

async function replaceInRosters(run: RenameRun, { old, now }: Names, progress: Progress) {
  const rosters = await contactsOf(run);
  if (!rosters.ok) return rosters;
  const { here, unable, foreign } = await sortContacts(run.context, rosters.value);
  const away = unable.find((one) => one.away);
  if (away) return later(away.why);
  const left = [
    ...(rosters.value.length >= mostTold
      ? [`Of more than ${mostTold} contacts the server tells no more: the others keep ${old}.`]
      : []),
    ...unable.flatMap(({ jids, why }) => jids.map((jid) => `${jid} keeps ${old}: ${why}`)),
    ...foreign.map((jid) => `${jid} is elsewhere: they keep ${old}, and must be told of ${now}.`),
  ];
  const total = here.reduce((sum, { jids }) => sum + jids.length, 0);
  if (total === 0) return ok({ note: rosters.value.length === 0 ? 'no contacts' : '', left });
  let done = 0;
  const told = await auditedMove(
    run,
    { action: 'users.rename-contacts', after: { old: [old], new: [now] } },
    async () => {
      const problems: string[] = [];
      for (const { serving, jids } of here)
        for (let from = 0; from < jids.length; from += atOnce) {
          progress(done, total);
          const some = jids.slice(from, from + atOnce);
          const replaced = await serving.server.replaceContact(some, old, now);
          if (!replaced.ok) return replaced;
          problems.push(
            ...replaced.value.flatMap(({ jid, why }) => (isProblem(why) ? [`${jid} keeps ${old}: ${why}`] : [])),
          );
          done += some.length;
        }
      return ok(problems);
    },
  );
  return told.ok ? ok({ note: '', done, total, left: [...told.value, ...left] }) : told;
}

/** Of both names: the old one is there until the end, and under the new one there may be more by then. */
async function contactsOf(run: RenameRun): Promise<Result<string[]>> {
  const own = [run.plan.from.jid, run.plan.to.jid];
  const all = new Set<string>();
  for (const jid of own) {
    const { server } = await servingOf(run, jid);
    const roster: Result<RosterItem[]> = await server.roster(jid);
    if (!roster.ok) return roster;
    for (const item of roster.value) if (!own.includes(item.jid)) all.add(item.jid);
  }
  return ok([...all]);
}

async function replaceInRooms(run: RenameRun, { old, now }: Names, progress: Progress) {
  const { db, xmpp } = run.context;
  const left: string[] = [];
  let done = 0;
  const kept = await readServers(db);
  for (const [at, one] of kept.entries()) {
    progress(at, kept.length);
    const server = xmpp.connections.at(one);
    if (!server.ok) return server;
    const { moveData } = await server.value.abilities();
    if (!moveData.can && isAway({ kept: one, server: server.value })) return later(`${one.name}: ${moveData.why}`);
    if (!moveData.can) {
      left.push(`Rooms of ${one.name} keep ${old}: ${moveData.why}`);
      continue;
    }
    const replaced = await auditedMove(
      run,
      { action: 'users.rename-rooms', after: { server: [one.name], old: [old], new: [now] } },
      () => server.value.replaceAffiliate(old, now),
      (rows) => ({ rooms: rows.filter(({ changed }) => changed).map(({ room }) => room) }),
    );
    if (!replaced.ok) return replaced;
    done += replaced.value.filter(({ why }) => !isProblem(why)).length;
    left.push(...replaced.value.flatMap(({ room, why }) => (isProblem(why) ? [`${room} keeps ${old}: ${why}`] : [])));
  }
  return ok({ note: done === 0 ? 'in no room' : '', ...(done ? { done, total: done } : {}), left });
}

/** Servers say as well why nothing had to be done. */
function isProblem(why: string | null): boolean {
  return why !== null && !/done already|isn.t in (this|that|the) roster/i.test(why);
}

/** A server that is away may hold what has to change: the rename waits for it. */
function later(why: string): Result<never> {
  return failed({
    kind: 'unavailable',
    why,
    todo: 'Continue when the server is back, or remove it under Servers when it will not be.',
  });
}
