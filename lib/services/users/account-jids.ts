import type { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import { type Jid, jidText, parseJid } from '../../domain/jid.ts';
import type { Portal } from '../context.ts';
import { readRealm } from '../realm-domains.ts';

export const noAccount = 'There is no JID in a domain of the realm.';

/**
 * Those of a person's addresses that are accounts of their realm, normalized: where something is done to an account, an
 * address that came into the entry by other ways, and belongs elsewhere, must not lead there.
 */
export async function accountJids(
  portal: Portal,
  realm: Dn | null,
  addresses: readonly string[],
): Promise<Result<string[]>> {
  const jids = addresses.flatMap((address) => parseJid(address) ?? []);
  if (!realm || jids.length === 0) return ok([]);
  const read = await readRealm(portal, realm);
  if (!read.ok) return read;
  const own = new Set(read.value.all(portal.tree.domainAttribute).map((domain) => domain.toLowerCase()));
  return ok([...new Set(jids.filter(({ domain }) => own.has(domain)).map(jidText))]);
}

/** The same for many people, each with one address: null for who has no account in their realm. One search. */
export async function accountJidOfEach<T extends { realm: Dn | null; address: string }>(
  { directory, tree }: Portal,
  people: readonly T[],
): Promise<Result<(T & { jid: string | null })[]>> {
  const parsed = people.map((person) => ({ person, jid: parseJid(person.address) }));
  const domains = [...new Set(parsed.flatMap(({ jid }) => jid?.domain ?? []))];
  if (domains.length === 0) return ok(people.map((person) => ({ ...person, jid: null })));
  const found = await directory.asService().search({
    base: tree.realmsBase,
    scope: 'sub',
    filter: or(...domains.map((domain) => equal(tree.domainAttribute, domain))),
    attributes: ['objectClass', tree.domainAttribute],
    limit: domains.length,
  });
  if (!found.ok) return found;
  const realms = found.value.entries.filter((entry) => entry.is(tree.realmClass));
  const owner = new Map(
    realms.flatMap((realm) => realm.all(tree.domainAttribute).map((domain) => [domain.toLowerCase(), realm.dn.key])),
  );
  const isOwn = (jid: Jid | null, realm: Dn | null): jid is Jid =>
    !!jid && !!realm && owner.get(jid.domain) === realm.key;
  return ok(parsed.map(({ person, jid }) => ({ ...person, jid: isOwn(jid, person.realm) ? jidText(jid) : null })));
}
