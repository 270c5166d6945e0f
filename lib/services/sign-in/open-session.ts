import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { createSession } from '../../store/sessions.ts';
import type { Portal } from '../context.ts';
import { holdingKeys } from '../holding-keys.ts';
import { readPersonWithHoldings } from '../read-holdings.ts';

/** Answers the raw session id: for the cookie alone. What the person holds and when their password was set is kept with it. */
export async function openSession(
  portal: Portal,
  person: Entry,
  from: { address: string; userAgent: string },
): Promise<Result<string>> {
  const service = portal.directory.asService();
  const read = await readPersonWithHoldings(service, portal.tree, { id: person.id, dn: person.dn }, ['pwdChangedTime']);
  if (!read.ok) return read;
  const rawId = await createSession(portal.db, {
    personId: person.id,
    dn: person.dn.toString(),
    address: from.address,
    userAgent: from.userAgent.slice(0, 300),
    holdings: holdingKeys(read.value.holdings),
    passwordChangedAt: read.value.entry?.first('pwdChangedTime') ?? '',
    lifetimeMs: portal.config.session.lifetimeMs,
  });
  return ok(rawId);
}
