import { z } from 'zod';
import type { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import type { Result } from '../../domain/failure.ts';
import type { XmppServer, XmppSession } from '../../xmpp/servers/port.ts';
import { auditedChange, type Change } from '../audited-change.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { serversOfDomains } from '../servers/server-of-domain.ts';
import { within } from '../within.ts';
import { accountJids } from './account-jids.ts';
import { domainOf, resourceOf } from './ask-presence.ts';
import { type Ending, mergedEndings } from './ending-words.ts';

export type { Ending };

/** Somebody whose XMPP sessions end with what was done in the directory. */
export type Leaving = { id: string; dn: Dn; name: string; realm: Dn | null; jids: string[] };

/** `later`: in a run of many changes, all but the last of each chunk. */
export const endingInput = z.enum(['now', 'later']).default('now');

const askMs = 2_000;
const endMs = 5_000;
const mostAtOnce = 500;

type Person = { entry: Entry; realm: Dn | null };

/**
 * After a change in the directory has been made: it stands, whatever the servers do. `later` leaves it to the next call
 * of a run, so that servers are asked for many at once. null: no managed server has the account, or it is left for later.
 */
export async function endAfterChange(
  context: Context,
  { entry, realm }: Person,
  addresses: readonly string[],
  { when, reason }: { when: 'now' | 'later'; reason: string },
): Promise<Ending | null> {
  const { owed } = context.xmpp;
  const taken = when === 'now' ? owed.take(context.actor.id) : [];
  const logged = (error: unknown) => context.log.error({ err: error }, 'XMPP sessions were not ended');
  try {
    const jids = await accountJids(context, realm, addresses);
    const leaving = { id: entry.id, dn: entry.dn, name: nameOf(entry), realm, jids: jids.ok ? jids.value : [] };
    if (when === 'now') {
      const ending = await endSessions(context, [...taken, leaving], reason);
      return jids.ok
        ? ending
        : mergedEndings([...(ending ? [ending] : []), { ended: 0, problem: jids.failure.why, claim: '' }]);
    }
    owed.owe(context.actor.id, leaving, (all) => endSessions(context, all, reason).catch(logged));
    return null;
  } catch (error) {
    logged(error);
    return { ended: 0, problem: 'The database did not answer.', claim: '' };
  }
}

/** One request a server for all of them (500 accounts each). */
async function endSessions(context: Context, people: readonly Leaving[], reason: string): Promise<Ending | null> {
  const serving = await serversOfDomains(context, [...new Set(people.flatMap(({ jids }) => jids.map(domainOf)))]);
  const groups = new Map<XmppServer, Leaving[]>();
  for (const person of people)
    for (const [server, jids] of byServer(person.jids, serving))
      groups.set(server, [...(groups.get(server) ?? []), { ...person, jids }]);
  if (groups.size === 0) return null;
  const chunks = [...groups].flatMap(([server, all]) => chunksOf(all).map((chunk) => ({ server, chunk })));
  const endings = await Promise.all(chunks.map(({ server, chunk }) => endAt(context, server, chunk, reason)));
  return mergedEndings(endings);
}

/** Those who have a session, or of whom it isn't known, get a record each and their end in one request. */
async function endAt(context: Context, server: XmppServer, people: Leaving[], reason: string): Promise<Ending> {
  const all = people.flatMap(({ jids }) => jids);
  const open = await within(askMs, server.sessionsOf(all));
  const sessionsOf = ({ jids }: Leaving) => (open.ok ? jids.flatMap((jid) => open.value.get(jid) ?? []) : []);
  const concerned = open.ok ? people.filter((person) => sessionsOf(person).length > 0) : people;
  if (concerned.length === 0) return { ended: 0, problem: '', claim: '' };
  const ended = await onRecord(
    context,
    concerned.map((person) => recordOf('users.end-xmpp-sessions', person, open.ok ? sessionsOf(person) : null, reason)),
    () =>
      within(
        endMs,
        server.endSessions(
          concerned.flatMap(({ jids }) => jids),
          reason,
        ),
      ),
  );
  context.xmpp.presence.forget(all);
  if (!ended.ok) return { ended: 0, problem: ended.failure.why, claim: '' };
  const counted = open.ok ? concerned.flatMap(sessionsOf).length : null;
  const { value } = ended;
  return { ended: value.ended ?? counted, problem: '', claim: value.seen ? '' : value.why };
}

/** Law 2 for many at once: all pending records, the one request, all outcomes. */
function onRecord<T>(context: Context, changes: readonly Change[], act: () => Promise<Result<T>>): Promise<Result<T>> {
  const inOrder = changes.reduceRight<() => Promise<Result<T>>>(
    (inner, change) => () => auditedChange(context, change, inner),
    act,
  );
  return inOrder();
}

/** `sessions` null: not known which there were. */
export function recordOf(
  action: 'users.end-xmpp-sessions' | 'me.end-xmpp-session',
  { id, dn, name, realm, jids }: Leaving,
  sessions: readonly XmppSession[] | null,
  reason: string,
): Change {
  const shown = (sessions ?? []).map(({ jid, address }) => [resourceOf(jid), address].filter(Boolean).join(', '));
  return {
    action,
    kind: 'user',
    id,
    dn,
    name,
    realm,
    before: { jid: jids, ...(sessions ? { xmppSession: shown } : {}) },
    after: { xmppSession: [] },
    reason,
  };
}

function byServer(jids: readonly string[], serving: Awaited<ReturnType<typeof serversOfDomains>>) {
  const found = new Map<XmppServer, string[]>();
  for (const jid of jids) {
    const at = serving.get(domainOf(jid));
    if (at?.kept) found.set(at.server, [...(found.get(at.server) ?? []), jid]);
  }
  return found;
}

/** Few people have more than one address, so a server's bound is kept by far. */
function chunksOf(people: Leaving[]): Leaving[][] {
  const chunks: Leaving[][] = [];
  let room = 0;
  for (const person of people) {
    room -= person.jids.length;
    if (room < 0 || chunks.length === 0) {
      chunks.push([]);
      room = mostAtOnce - person.jids.length;
    }
    chunks.at(-1)?.push(person);
  }
  return chunks;
}
