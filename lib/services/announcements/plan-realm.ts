import { addressesWithin, countByDomain } from '../../catalog/addresses.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { equal } from '../../domain/filter.ts';
import { jidText, parseJid } from '../../domain/jid.ts';
import type { Abilities } from '../../xmpp/servers/port.ts';
import type { Context } from '../context.ts';
import type { FoundRealm } from '../realms/find-realm.ts';
import { domainsOf } from '../realms/realm-facts.ts';
import { type Serving, serversOfDomains } from '../servers/server-of-domain.ts';
import type { Who } from './announcement.ts';
import type { Plan, PlanPart, Unreached } from './plan.ts';

/** A preview asks for the sessions of so many people at most; of more, how many are online isn't told. */
const mostAsked = 2_000;
const perRequest = 500;
const mostRealms = 1_000;

/**
 * The realm's own people and those of the realms below it. The realm is read as the signed-in person, so that the directory has
 * its say; the people are counted by the catalog, and nobody is named: who may tell a realm something need not see who is in it.
 */
export async function planRealm(context: Context, who: Who, found: FoundRealm): Promise<Result<Plan>> {
  const { entry } = found;
  const domains = await realmDomains(context, found);
  if (!domains.ok) return domains;
  const counted = await countByDomain(context.db.prisma, entry.dn.key);
  const own = counted.filter(({ domain }) => domains.value.includes(domain));
  const serving = await serversOfDomains(
    context,
    own.map(({ domain }) => domain),
  );
  const roads = new Map<string, Abilities>();
  await Promise.all(own.map(async ({ domain }) => roads.set(domain, await serverOf(serving, domain).abilities())));
  const online = await onlineIn(context, entry.dn.key, own, roads, serving);
  const parts: PlanPart[] = [];
  const unreached: Unreached[] = counted
    .filter(({ domain }) => !domains.value.includes(domain))
    .map(({ domain, people }) => ({ domain, people, ...(domain === '' ? noJid : foreignJid) }));
  for (const { domain, people } of own) {
    const able = roads.get(domain)?.announceTo;
    const now = online?.get(domain) ?? (online ? 0 : null);
    if (!able?.can) unreached.push({ domain, people, why: able?.why ?? '', todo: able?.todo ?? '' });
    else
      parts.push({
        domain,
        people: who === 'online' ? now : people,
        online: now,
        server: serverOf(serving, domain),
        serverName: serving.get(domain)?.kept?.name ?? domain,
        by: able.by,
      });
  }
  const name = `everybody${who === 'online' ? ' online' : ''} in ${entry.dn.name}`;
  return ok({ name, who, realm: entry, domains: domains.value, parts, unreached });
}

const noJid = { why: 'These people have no JID.', todo: 'Give them an address in one of the realm’s domains.' };
const foreignJid = {
  why: 'This is no domain of the realm or of one below it.',
  todo: 'Look at the addresses of these people.',
};

/** Lower case: an address that came into an entry by other ways, and belongs elsewhere, must not lead there. */
async function realmDomains({ directory, actor, tree }: Context, { entry }: FoundRealm): Promise<Result<string[]>> {
  const read = await directory.as(actor.dn).search({
    base: entry.dn,
    scope: 'sub',
    filter: equal('objectClass', tree.realmClass),
    attributes: ['entryUUID', tree.domainAttribute],
    limit: mostRealms,
  });
  if (!read.ok) return read;
  if (read.value.more)
    return failed({ kind: 'too-many', why: `More than ${mostRealms} realms lie below it.`, todo: 'Choose one below.' });
  if (!read.value.entries.some(({ id }) => id === entry.id)) return notFound('realm');
  return ok([...new Set(read.value.entries.flatMap((realm) => domainsOf(realm, tree)))]);
}

/** How many of the realm's people have a session, by domain; null where it can't be told. */
async function onlineIn(
  { db }: Context,
  realmKey: string,
  own: readonly { domain: string; people: number }[],
  roads: ReadonlyMap<string, Abilities>,
  serving: ReadonlyMap<string, Serving>,
): Promise<Map<string, number> | null> {
  const asked = own.filter(({ domain }) => roads.get(domain)?.sessionsOf.can);
  const people = own.reduce((sum, one) => sum + one.people, 0);
  if (asked.length < own.length || people > mostAsked) return null;
  const jids = new Map<string, string[]>(own.map(({ domain }) => [domain, []]));
  for (const address of await addressesWithin(db.prisma, realmKey, mostAsked)) {
    const jid = parseJid(address);
    if (jid) jids.get(jid.domain)?.push(jidText(jid));
  }
  const counts = await Promise.all(
    [...jids].map(async ([domain, all]) => [domain, await countOnline(serverOf(serving, domain), all)] as const),
  );
  if (counts.some(([, count]) => count === null)) return null;
  return new Map(counts.map(([domain, count]) => [domain, count ?? 0]));
}

async function countOnline(server: Serving['server'], jids: readonly string[]): Promise<number | null> {
  let online = 0;
  for (let start = 0; start < jids.length; start += perRequest) {
    const sessions = await server.sessionsOf(jids.slice(start, start + perRequest));
    if (!sessions.ok) return null;
    online += [...sessions.value.values()].filter((all) => all.length > 0).length;
  }
  return online;
}

function serverOf(serving: ReadonlyMap<string, Serving>, domain: string): Serving['server'] {
  return (serving.get(domain) as Serving).server;
}
