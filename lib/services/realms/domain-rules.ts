import { z } from 'zod';
import type { Entry } from '../../domain/entry.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { isDomain, isWithinDomain } from '../../domain/jid.ts';
import type { Context, Portal } from '../context.ts';
import { isSystemAdministrator } from './is-system-administrator.ts';
import { domainsOf } from './realm-facts.ts';

export const mostDomains = 50;

/** A domain as typed: trimmed and lower-cased, without the dot at the end that DNS writes. */
export const domainInput = z
  .string()
  .max(300)
  .transform((text) => text.trim().toLowerCase().replace(/\.$/, ''));

/** May these domains become a realm's? `parent` is the realm that it lies in; `own` is the id of the realm that may have them already. */
export async function checkDomains(
  context: Context,
  domains: readonly string[],
  parent: Entry | null,
  own?: string,
): Promise<Result<void>> {
  const wrong = domains.find((domain) => !isDomain(domain));
  if (wrong !== undefined)
    return refuse(
      'invalid',
      `“${wrong}” is not a domain.`,
      'Write it like north.example, international names in their ASCII form.',
    );
  const twice = domains.find((domain, index) => domains.indexOf(domain) !== index);
  if (twice !== undefined) return refuse('invalid', `The domain ${twice} is there twice.`, 'Remove one of them.');
  if (domains.length === 0) return ok(undefined);
  const holders = await findHolders(context, domains);
  if (!holders.ok) return holders;
  const { tree } = context;
  const taken = domains.find((domain) =>
    holders.value.some((entry) => entry.id !== own && domainsOf(entry, tree).includes(domain)),
  );
  if (taken !== undefined)
    return refuse(
      'taken',
      `The domain ${taken} belongs to another realm; a domain is in one realm only.`,
      'Choose another domain.',
    );
  return isSystemAdministrator(context.actor)
    ? ok(undefined)
    : checkBelowParent(context, domains, parent, holders.value);
}

/**
 * Nobody delegated claims a foreign domain: theirs lie strictly below one of the parent realm's, and below no other
 * realm's that is nearer.
 */
function checkBelowParent(
  { tree }: Portal,
  domains: readonly string[],
  parent: Entry | null,
  holders: readonly Entry[],
): Result<void> {
  const allowed = parent ? domainsOf(parent, tree) : [];
  for (const domain of domains) {
    const above = (entry: Entry) =>
      domainsOf(entry, tree).filter((other) => other !== domain && isWithinDomain(domain, other));
    const longest = (found: readonly string[]) => Math.max(0, ...found.map((other) => other.length));
    const own = longest(parent ? above(parent) : []);
    if (own === 0) {
      const names = allowed.length
        ? `below ${allowed.join(' or ')}`
        : 'below a domain of the realm above, which has none';
      return refuse(
        'refused',
        `The domain ${domain} does not lie ${names}.`,
        allowed.length
          ? `Use a name such as ${domain.split('.')[0]}.${allowed[0]}, or ask a system administrator.`
          : 'Ask a system administrator.',
      );
    }
    if (holders.some((entry) => entry.id !== parent?.id && longest(above(entry)) > own))
      return refuse(
        'refused',
        `The domain ${domain} lies below a domain of another realm.`,
        'Choose another domain, or ask a system administrator.',
      );
  }
  return ok(undefined);
}

/** Every realm that has one of `domains` or a domain above one of them. */
async function findHolders({ directory, tree }: Portal, domains: readonly string[]): Promise<Result<Entry[]>> {
  const candidates = [...new Set(domains.flatMap(withParents))];
  const found = await directory.asService().search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: or(...candidates.map((domain) => equal(tree.domainAttribute, domain))),
    attributes: ['entryUUID', 'objectClass', tree.domainAttribute],
  });
  return found.ok ? ok(found.value.entries.filter((entry) => entry.is(tree.realmClass))) : found;
}

function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

function refuse(kind: 'invalid' | 'taken' | 'refused', why: string, todo: string): Result<never> {
  return failed({ kind, why, todo, field: 'domains' });
}
