import type { Dn } from '../../../domain/dn.ts';
import { ok, type Result } from '../../../domain/failure.ts';
import { equal, or } from '../../../domain/filter.ts';
import { type KeptServer, readServers } from '../../../store/managed-servers.ts';
import type { Portal } from '../../context.ts';
import { isRealm } from '../../realms/find-realm.ts';
import { domainsOf } from '../../realms/realm-facts.ts';

/** own: of the realm or one below it. foreign: of another realm, or of a managed server alone. nobody: not managed here. */
export type DomainOwner = 'own' | 'foreign' | 'nobody';
export type DomainOwners = (domain: string) => DomainOwner;

type Parts = Pick<Portal, 'directory' | 'tree' | 'db' | 'xmpp'>;

const namesPerSearch = 200;
const mostSearches = 20;

/**
 * Whose each of these domains is, seen from one realm: the realm that holds the domain or the nearest one above it, so that
 * rooms.north.example is north's. A domain that wasn't looked for is foreign: deny by default.
 */
export async function domainOwners(parts: Parts, realm: Dn, domains: Iterable<string>): Promise<Result<DomainOwners>> {
  const asked = new Set(domains);
  const names = [...new Set([...asked].flatMap(withParents))].slice(0, namesPerSearch * mostSearches);
  const realms = await realmsHolding(parts, names);
  if (!realms.ok) return realms;
  const looked = new Set(names);
  const complete = [...asked].filter((domain) => withParents(domain).every((name) => looked.has(name)));
  const owners = new Map<string, DomainOwner>();
  for (const domain of complete) {
    const holder = nearest(domain, realms.value);
    if (holder) owners.set(domain, holder.isWithin(realm) ? 'own' : 'foreign');
  }
  const left = complete.filter((domain) => !owners.has(domain));
  const served = left.length > 0 ? await servedDomains(parts) : new Set<string>();
  for (const domain of left)
    owners.set(domain, withParents(domain).some((name) => served.has(name)) ? 'foreign' : 'nobody');
  return ok((domain) => owners.get(domain) ?? 'foreign');
}

async function realmsHolding({ directory, tree }: Parts, names: readonly string[]): Promise<Result<Map<string, Dn>>> {
  const holders = new Map<string, Dn>();
  for (let from = 0; from < names.length; from += namesPerSearch) {
    const found = await directory.asService().search({
      base: tree.realmsBase,
      scope: 'sub',
      filter: or(...names.slice(from, from + namesPerSearch).map((name) => equal(tree.domainAttribute, name))),
      attributes: ['objectClass', tree.domainAttribute],
      limit: 2 * namesPerSearch,
    });
    if (!found.ok) return found;
    for (const entry of found.value.entries.filter((one) => isRealm(one, tree)))
      for (const domain of domainsOf(entry, tree)) holders.set(domain, entry.dn);
  }
  return ok(holders);
}

function nearest(domain: string, holders: ReadonlyMap<string, Dn>): Dn | undefined {
  const name = withParents(domain).find((candidate) => holders.has(candidate));
  return name === undefined ? undefined : holders.get(name);
}

/** What managed servers hold: as set up, and as those that are there now say themselves (kept a minute). */
export async function servedDomains(parts: Parts): Promise<Set<string>> {
  const kept = await readServers(parts.db);
  return new Set((await Promise.all(kept.map((server) => domainsAt(parts, server)))).flat());
}

async function domainsAt({ xmpp }: Parts, kept: KeptServer): Promise<string[]> {
  const services = xmpp.catalogs.known(kept.id)?.services.map(({ jid }) => jid) ?? [];
  const known = [kept.domain, ...services];
  const server = xmpp.connections.at(kept);
  if (!server.ok || server.value.connection.state().is !== 'online') return known;
  const hosts = await server.value.hosts();
  return hosts.ok ? [...known, ...hosts.value.map(({ host }) => host.toLowerCase())] : known;
}

/** Itself first, then what is above it. */
function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}
