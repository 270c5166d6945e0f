import type { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { jidText, parseJid } from '../../domain/jid.ts';
import type { Portal } from '../context.ts';
import { readRealm } from '../realm-domains.ts';

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
