import type { Dn } from '../../../domain/dn.ts';
import { notFound, ok, type Result } from '../../../domain/failure.ts';
import type { Resource } from '../../../policy/actor.ts';
import { isOfferedTo } from '../../../policy/offered.ts';
import { type KeptOffer, readOffer } from '../../../store/command-offers.ts';
import type { Context, Portal } from '../../context.ts';
import { readRealm } from '../../realm-domains.ts';
import { audienceOf, realmOfOffer } from './offer-settings.ts';

type FoundOffer = { resource: Resource; offer: KeptOffer | null };

/** For `find` of a use case: an offer that isn't there is asked about like one of no realm, which no delegate has. */
export async function findOffer(
  { db }: Pick<Portal, 'db'>,
  id: string | null,
): Promise<{ ok: true; value: FoundOffer }> {
  const offer = id === null ? null : await readOffer(db, id);
  return { ok: true, value: { resource: { realm: offer && realmOfOffer(offer) }, offer } };
}

/** The offer as it stands for this person now; who isn't in its audience is told what somebody is told who invents one. */
export async function standingOffer(
  context: Context,
  offer: KeptOffer | null,
): Promise<Result<{ offer: KeptOffer; realm: Dn }>> {
  if (!offer || !isOffered(context, offer)) return notFound('command');
  const realm = await readRealm(context, realmOfOffer(offer));
  if (!realm.ok) return realm.failure.kind === 'not-found' ? notFound('command') : realm;
  return realm.value.id === offer.realmId ? ok({ offer, realm: realm.value.dn }) : notFound('command');
}

export function isOffered({ actor }: Pick<Context, 'actor'>, offer: KeptOffer): boolean {
  return isOfferedTo(actor, { realm: realmOfOffer(offer), audience: audienceOf(offer) });
}
