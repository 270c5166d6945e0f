/** Before- and after-images as they may be kept: no secrets, nothing that jsonb can't hold, nothing without a bound. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const longestText = 8_192;
const mostMembers = 2_000;
const deepest = 8;
/** bwPasswordManager names people, not their passwords. */
const secretKey = /password(?!manager)|secret|^pwdHistory$|^userPKCS12$/i;

/**
 * The last guard: callers mask secrets themselves. Members named like one become '(hidden)'; binary values their length;
 * long texts and lists are cut, with a note of how long they were.
 */
export function imageOf(value: unknown, depth = 0): Json {
  if (typeof value === 'string') return textOf(value, longestText);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (depth >= deepest) return '(more)';
  if (Array.isArray(value)) return listOf(value, depth);
  if ('toJSON' in value && typeof value.toJSON === 'function') return imageOf(value.toJSON(), depth + 1);
  const members = Object.entries(value).slice(0, mostMembers);
  return Object.fromEntries(
    members.map(([key, member]) => [textOf(key, 200), secretKey.test(key) ? '(hidden)' : imageOf(member, depth + 1)]),
  );
}

/** PostgreSQL holds no NUL and no half of a surrogate pair, which a directory value may have. */
export function textOf(text: string, longest: number): string {
  const kept = text.toWellFormed().replaceAll('\0', '\u2400');
  return kept.length > longest ? `${kept.slice(0, longest).toWellFormed()}… (${kept.length} characters)` : kept;
}

function listOf(list: readonly unknown[], depth: number): Json[] {
  const kept = list.slice(0, mostMembers).map((item) => imageOf(item, depth + 1));
  return list.length > mostMembers ? [...kept, `(${list.length} in all)`] : kept;
}
