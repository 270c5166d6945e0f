import { type Jid, jidText, parseJid } from './jid.ts';

/** A session of an account (a full JID), or all of them (`resource` null, a bare JID). */
export type SessionJid = { account: Jid; resource: string | null };

/** null for what is neither a bare nor a full JID with a localpart. A resource keeps its case (RFC 7622, 3.4). */
export function parseSessionJid(text: string): SessionJid | null {
  const slash = text.indexOf('/');
  const account = parseJid(slash < 0 ? text : text.slice(0, slash));
  if (!account || slash < 0) return account && { account, resource: null };
  const resource = text.slice(slash + 1);
  const fits = resource !== '' && Buffer.byteLength(resource) <= 1023 && resource.isWellFormed();
  // White space but the space, control, private and unassigned characters: FreeformClass of RFC 8264 has none of them.
  return fits && !/[\p{Cc}\p{Cn}\p{Co}\p{Zl}\p{Zp}]/u.test(resource) ? { account, resource } : null;
}

export function sessionJidText({ account, resource }: SessionJid): string {
  return resource === null ? jidText(account) : `${jidText(account)}/${resource}`;
}

/** "ada@north.example" of "ada@north.example/phone". */
export function bareOf(jid: string): string {
  const slash = jid.indexOf('/');
  return (slash < 0 ? jid : jid.slice(0, slash)).toLowerCase();
}
