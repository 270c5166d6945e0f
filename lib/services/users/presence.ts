import { z } from 'zod';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { XmppSession } from '../../xmpp/servers/port.ts';
import type { Context } from '../context.ts';
import { realmOf } from '../realm-of.ts';
import { defineUseCase } from '../use-case.ts';
import { accountJidOfEach, noAccount } from './account-jids.ts';
import { askPresence, type Presence, type PresenceState, resourceOf } from './ask-presence.ts';

/** Times are ISO 8601. */
export type PresenceRow = {
  id: string;
  state: PresenceState;
  /** Why it is not known; empty otherwise. */
  why: string;
  devices: { resource: string; show: XmppSession['show'] }[];
  lastSeenAt: string | null;
  lastSeenWhy: string;
};

export type PresenceList = { rows: PresenceRow[]; asOf: string };

const mostDevices = 10;

/**
 * Presence for the rows in view. Who isn't visible to the signed-in person, or not in a realm where they may ask, has no
 * row. A constant number of questions, however many rows: see askPresence.
 */
export const listPresence = defineUseCase({
  permission: 'users.presence',
  noun: 'list',
  what: 'Presence could not be read.',
  input: z.object({ ids: z.array(z.uuid()).min(1).max(100) }),
  async find({ actor }) {
    return ok({ resource: { realm: realmsWhere(actor, 'users.presence')?.[0] ?? null } });
  },
  async act(context, { ids }): Promise<Result<PresenceList>> {
    const people = await readAddresses(context, [...new Set(ids)]);
    if (!people.ok) return people;
    const known = await presenceOf(
      context,
      people.value.flatMap(({ jid }) => jid ?? []),
    );
    const rows = people.value.map(({ id, jid }) => rowOf(id, jid ? known.get(jid) : undefined));
    return ok({ rows, asOf: new Date().toISOString() });
  },
});

/** From memory when it is younger than five seconds. */
export function presenceOf(
  portal: Pick<Context, 'db' | 'xmpp'>,
  jids: readonly string[],
): Promise<Map<string, Presence>> {
  return portal.xmpp.presence.of(jids, (missing) => askPresence(portal, missing));
}

/** The JIDs of these people, as far as the signed-in person sees them and may ask for their presence. Two searches. */
async function readAddresses(
  context: Context,
  ids: readonly string[],
): Promise<Result<{ id: string; jid: string | null }[]>> {
  const { directory, tree, actor, judge } = context;
  const found = await directory.as(actor.dn).search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: or(...ids.map((id) => equal('entryUUID', id))),
    attributes: ['entryUUID', 'objectClass', tree.jidAttribute],
    limit: ids.length,
  });
  if (!found.ok) return found;
  const people = found.value.entries
    .filter((entry) => entry.is(tree.personClass))
    .map((entry) => ({ id: entry.id, realm: realmOf(entry.dn, tree), address: entry.first(tree.jidAttribute) }))
    .filter(({ realm }) => judge(actor, 'users.presence', { realm }).allowed);
  return accountJidOfEach(context, people);
}

function rowOf(id: string, presence: Presence | undefined): PresenceRow {
  if (!presence) return { id, state: 'unknown', why: noAccount, devices: [], lastSeenAt: null, lastSeenWhy: '' };
  const { state, why, sessions, lastSeenAt, lastSeenWhy } = presence;
  const devices = sessions.slice(0, mostDevices).map(({ jid, show }) => ({ resource: resourceOf(jid), show }));
  return { id, state, why, devices, lastSeenAt: lastSeenAt?.toISOString() ?? null, lastSeenWhy };
}
