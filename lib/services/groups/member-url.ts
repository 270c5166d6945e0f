import { Dn } from '../../domain/dn.ts';

/** Who is in a dynamic group: an LDAP URL without host and attributes (RFC 4516). */
export type MemberUrl = { base: Dn; scope: 'base' | 'one' | 'sub' /** RFC 4515, already checked. */; filter: string };

const scopes = ['base', 'one', 'sub'] as const;

/** `?`, `%`, spaces and whatever isn't printable ASCII go as percent pairs (RFC 4516, 2.1). */
export function memberUrlText({ base, scope, filter }: MemberUrl): string {
  return `ldap:///${encodePart(base.toString())}??${scope}?${encodePart(filter)}`;
}

/** null for a URL that names a server, extensions, or anything else that isn't written here. */
export function parseMemberUrl(text: string): MemberUrl | null {
  const match = /^ldap:\/\/\/([^?]*)\?[^?]*(?:\?(base|one|sub)?(?:\?([^?]*))?)?$/i.exec(text);
  if (!match) return null;
  const [, basePart = '', scope = 'base', filterPart = ''] = match;
  const base = Dn.parse(decodePart(basePart) ?? '\u0000');
  const filter = decodePart(filterPart);
  const known = scopes.find((name) => name === scope.toLowerCase());
  if (!base || filter === null || !known) return null;
  return { base, scope: known, filter: filter || '(objectClass=*)' };
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/%(?:2C|3D|3B|2B|28|29|26|7C|3A|40|24|2F)/gi, (pair) =>
    decodeURIComponent(pair),
  );
}

function decodePart(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
