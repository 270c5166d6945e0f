import { domainToASCII } from 'node:url';
import { isDomain } from './jid.ts';

/** A JID that a server may read out of a value; `local` is null for a bare domain. */
export type SeenJid = {
  /** Lower case, compatibility forms folded as servers do (RFC 3491, 3920: nodeprep and nameprep). */
  local: string | null;
  /** Lower case, in ASCII. */
  domain: string;
  /** Written as it is compared, in letters that every server reads alike. */
  plain: boolean;
};

/** `one`: the value as a whole is a JID. `all`: that one, and whatever else in the value looks like one. */
export type SeenJids = { one: SeenJid | null; all: SeenJid[] };

/**
 * Every JID that a server might find in `value`, however it is spelled: upper case, a resource, several in one line, within
 * words, full-width letters, invisible characters, international domains. Rather one too many than one too few: this is for
 * refusing.
 */
export function jidsIn(value: string): SeenJids {
  const written = value.toLowerCase();
  const folded = fold(value);
  const variants = folded.includes('ß') ? [folded, folded.replaceAll('ß', 'ss')] : [folded];
  const seen = variants.map((text) => look(text, written));
  // Servers differ about ß, so that a value with one is never one certain JID.
  return { one: variants.length > 1 ? null : (seen[0]?.one ?? null), all: seen.flatMap(({ all }) => all) };
}

/**
 * What of `value` could be the local part of a JID whose domain stands elsewhere: in another field, in another step, or in
 * what the server takes for granted. One word, or several in a list; the words of a sentence are not.
 */
export function localsIn(value: string): string[] {
  const words = fold(value)
    .split(/[,;|:]/)
    .map((word) => word.trim());
  const locals = words.filter((word) => word !== '' && !forbiddenInLocal.test(word));
  return [...new Set(locals.flatMap((word) => (word.includes('ß') ? [word, word.replaceAll('ß', 'ss')] : [word])))];
}

export function seenText({ local, domain }: SeenJid): string {
  return local === null ? domain : `${local}@${domain}`;
}

function look(text: string, written: string): SeenJids {
  const one = wholeJid(text, written);
  const resource = text.includes('/') ? text.slice(text.indexOf('/') + 1) : '';
  const others = one ? (resource.includes('@') ? inWords(resource, written) : []) : inWords(text, written);
  return { one, all: one ? [one, ...others] : others };
}

const ascii = /^[\x00-\x7f]*$/;
/** Format characters, and what nodeprep maps to nothing (RFC 3454, B.1). */
const invisible = /\p{Cf}|\p{Variation_Selector}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u1806|\u3164|\uffa0/gu;

function fold(value: string): string {
  const text = ascii.test(value)
    ? value
    : value.replace(invisible, '').normalize('NFKC').replace(invisible, '').replaceAll('。', '.').replaceAll('ς', 'σ');
  return text.trim().toLowerCase();
}

const forbiddenInLocal = /["&'/:<>@\s\p{C}]/u;

/** RFC 7622, 3.1: the resource goes first, then the first @ divides. */
function wholeJid(text: string, written: string): SeenJid | null {
  const slash = text.indexOf('/');
  const bare = slash < 0 ? text : text.slice(0, slash);
  const at = bare.indexOf('@');
  const local = at < 0 ? null : bare.slice(0, at);
  if (local !== null && (local === '' || forbiddenInLocal.test(local))) return null;
  return seenAs(local, bare.slice(at + 1), written);
}

const betweenWords = /[\s,;|"&'<>:()[\]{}]+/;

/** Domains alone count only where there is nothing but JIDs: "see south.example" is a sentence. */
function inWords(text: string, written: string): SeenJid[] {
  if (!/[@.]/.test(text)) return [];
  const words = text.split(betweenWords).filter(Boolean);
  const seen = words.flatMap((word) => word.split('/').flatMap((part) => aroundAts(part, written)));
  const domains = words.flatMap((word) => {
    const domain = word.split('/')[0] ?? '';
    return !word.includes('@') && domain.includes('.') ? (seenAs(null, domain, written) ?? []) : [];
  });
  const nothingElse = words.every((word) => word.includes('@')) || domains.length + seen.length >= words.length;
  return nothingElse ? [...seen, ...domains] : seen;
}

function aroundAts(word: string, written: string): SeenJid[] {
  const parts = word.split('@');
  return parts.slice(1).flatMap((after, index) => {
    const [domain = ''] = after.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}.-]*/u) ?? [];
    return seenAs(parts[index] || null, domain.replace(/[.-]+$/, ''), written) ?? [];
  });
}

function seenAs(local: string | null, domainText: string, written: string): SeenJid | null {
  const domain = asciiDomain(domainText);
  if (domain === null) return null;
  const text = local === null ? domainText : `${local}@${domainText}`;
  // Escapes, and what some servers take for a pattern.
  const readAlike = local === null || (ascii.test(local) && !/[\\*?[\]%]/.test(local));
  return { local, domain, plain: readAlike && !domainText.endsWith('.') && written.includes(text) };
}

/** null when it is no domain. A dot at the end names the same one (RFC 7622, 3.2). */
function asciiDomain(text: string): string | null {
  const bare = text.replace(/\.+$/, '');
  const domain = ascii.test(bare) ? bare : domainToASCII(bare);
  return isDomain(domain) ? domain : null;
}
