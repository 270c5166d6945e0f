import type { Dn } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { failed, notFound, ok, type Result } from '../domain/failure.ts';
import { equal, or } from '../domain/filter.ts';
import { isWithinDomain } from '../domain/jid.ts';
import type { Portal } from './context.ts';

/** A realm's entry with its domains and quota, read as the service account; not-found when `dn` is no realm. */
export async function readRealm({ directory, tree }: Portal, dn: Dn): Promise<Result<Entry>> {
  const read = await directory
    .asService()
    .read(dn, ['objectClass', 'entryUUID', 'entryCSN', tree.realmRdn, tree.domainAttribute, 'bwMaximumUsers']);
  if (!read.ok) return read;
  return read.value?.is(tree.realmClass) && dn.isWithin(tree.realmsBase) ? ok(read.value) : notFound('realm');
}

/**
 * An address in a realm's domain is a JID of that realm: nobody may hold one from outside it. Addresses in domains that
 * no realm has are ordinary mail addresses. The first address is the JID and must be in the realm's own domains.
 */
export async function checkAddresses(
  portal: Portal,
  realm: Entry,
  addresses: readonly string[],
): Promise<Result<void>> {
  const own = realm.all(portal.tree.domainAttribute).map((domain) => domain.toLowerCase());
  const [jid, ...others] = addresses;
  if (jid && !own.includes(domainOf(jid))) return outside(jid, own);
  const foreign = others.filter((address) => !own.includes(domainOf(address)));
  if (foreign.length === 0) return ok(undefined);
  const managed = await managedDomains(portal, foreign.map(domainOf));
  if (!managed.ok) return managed;
  const problem = foreign.find((address) => managed.value.some((domain) => isWithinDomain(domainOf(address), domain)));
  return problem ? outside(problem, own) : ok(undefined);
}

function outside(address: string, own: readonly string[]): Result<never> {
  return failed({
    kind: 'invalid',
    why: `The address ${address} is not in one of the realm’s domains (${own.join(', ') || 'it has none'}).`,
    todo: 'Use one of them.',
    field: 'mail',
  });
}

/** Those of `domains`, or of the domains above them, that some realm has. */
async function managedDomains({ directory, tree }: Portal, domains: readonly string[]): Promise<Result<string[]>> {
  const candidates = [...new Set(domains.flatMap(withParents))].slice(0, 200);
  const found = await directory.asService().search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: or(...candidates.map((domain) => equal(tree.domainAttribute, domain))),
    attributes: [tree.domainAttribute],
  });
  if (!found.ok) return found;
  const all = found.value.entries
    .flatMap((entry) => entry.all(tree.domainAttribute))
    .map((domain) => domain.toLowerCase());
  return ok(all.filter((domain) => candidates.includes(domain)));
}

function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
