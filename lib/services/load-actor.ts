import { Dn } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { ok, type Result } from '../domain/failure.ts';
import type { Actor } from '../policy/actor.ts';
import type { Portal } from './context.ts';
import { holdingKeys } from './holding-keys.ts';
import { readPersonWithHoldings } from './read-holdings.ts';
import { realmOf } from './realm-of.ts';

/** Why a session that exists is served no longer. */
export type EndReason = 'gone' | 'disabled' | 'locked' | 'demoted' | 'password changed';

/** What was true when the session began (lib/store/sessions.ts). */
export type SessionFacts = {
  /** SHA-256 of the raw id. */
  id: string;
  personId: string;
  dn: string;
  address: string;
  holdings: string[];
  passwordChangedAt: string;
};

export type LoadedActor = { actor: Actor; holdings: string[]; entry: Entry } | { ended: EndReason };

const ownAttributes = [
  'uid',
  'cn',
  'displayName',
  'sn',
  'pwdAccountLockedTime',
  'pwdChangedTime',
  'pwdPolicySubentry',
] as const;
export const actorAttributes = [...ownAttributes, 'entryUUID'] as const;

/** pwdAccountLockedTime of somebody whom an administrator disabled (draft-behera-ldap-password-policy-10, 5.3.3). */
export const disabledMark = '000001010000Z';

/**
 * The person of a session, read afresh: a session lives only as long as its person may sign in, with the rights and
 * the password of its beginning. The directory answers proxied operations even for locked people, so this is where
 * locking ends what they can do.
 */
export async function loadActor(portal: Portal, session: SessionFacts): Promise<Result<LoadedActor>> {
  const { tree, directory } = portal;
  const who = { id: session.personId, dn: Dn.of(session.dn) };
  const read = await readPersonWithHoldings(directory.asService(), tree, who, [...actorAttributes, tree.jidAttribute]);
  if (!read.ok) return read;
  const { entry, holdings } = read.value;
  if (!entry) return ok({ ended: 'gone' });
  const ended = endOf(entry, holdingKeys(holdings), session);
  if (ended) return ok({ ended });
  const actor: Actor = {
    id: entry.id,
    dn: entry.dn,
    uid: entry.first('uid'),
    name: nameOf(entry),
    jid: entry.first(tree.jidAttribute),
    realm: realmOf(entry.dn, tree),
    holdings,
    sessionId: session.id,
    address: session.address,
  };
  return ok({ actor, holdings: holdingKeys(holdings), entry });
}

function endOf(entry: Entry, holdings: readonly string[], session: SessionFacts): EndReason | null {
  const locked = entry.first('pwdAccountLockedTime');
  if (locked) return locked === disabledMark ? 'disabled' : 'locked';
  if (entry.first('pwdChangedTime') !== session.passwordChangedAt) return 'password changed';
  if (session.holdings.some((held) => !holdings.includes(held))) return 'demoted';
  return null;
}

export function nameOf(entry: Entry): string {
  return entry.first('displayName') || entry.first('cn') || entry.first('uid') || entry.dn.name;
}
