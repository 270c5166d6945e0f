import type { Dn } from '../../../domain/dn.ts';
import type { SeenJid } from '../../../domain/jids-in-value.ts';
import type { KeptOffer } from '../../../store/command-offers.ts';

/**
 * One JID in one field, and what the offer wants of it. `onlyHolders`: it may well not be meant, so only who holds rights, and
 * the portal's own accounts, are kept from it.
 */
export type Claim = { field: string; jid: SeenJid; rule: 'person' | 'domain' | null; onlyHolders?: boolean };
/** Where the claims are judged. */
export type Scope = { offer: Pick<KeptOffer, 'fields' | 'jid'>; realm: Dn };
