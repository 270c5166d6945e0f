/** A bare JID (RFC 7622): `localpart@domainpart`, both lower case as compared. */
export type Jid = { local: string; domain: string };

/** RFC 7622, 3.3.1, and what PRECIS disallows everywhere: white space, control and format characters, unassigned code points. */
const forbiddenInLocal = /["&'/:<>@\p{Z}\p{C}]/u;
const domainName = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** null when `text` is no bare JID. International domains are kept as they are written in their ASCII form. */
export function parseJid(text: string): Jid | null {
  const at = text.lastIndexOf('@');
  if (at < 1) return null;
  const local = text.slice(0, at).toLowerCase().normalize('NFC');
  const domain = text.slice(at + 1).toLowerCase();
  if (forbiddenInLocal.test(local) || Buffer.byteLength(local) > 1023 || !isDomain(domain)) return null;
  return { local, domain };
}

export function isDomain(text: string): boolean {
  return domainName.test(text.toLowerCase());
}

/** True for the domain itself and for every name below it. */
export function isWithinDomain(domain: string, ancestor: string): boolean {
  const [inner, outer] = [domain.toLowerCase(), ancestor.toLowerCase()];
  return inner === outer || inner.endsWith(`.${outer}`);
}

export function jidText(jid: Jid): string {
  return `${jid.local}@${jid.domain}`;
}
