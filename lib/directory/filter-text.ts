import {
  AndFilter,
  ApproximateFilter,
  EqualityFilter,
  GreaterThanEqualsFilter,
  type Filter as LdapFilter,
  LessThanEqualsFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts';
import { failed, ok, type Result } from '../domain/failure.ts';

const maxLength = 2000;
const maxDepth = 8;
const maxConditions = 64;

class NotAFilter extends Error {}

type Place = { text: string; at: number; conditions: number };

/**
 * RFC 4515 to ldapts's filter objects. ldapts's own parser is not used: it reads the UTF-8 escape `\c3\a9` as two letters,
 * recurses without a bound and stops at the first `)` whatever follows.
 */
export function readFilterText(text: string): Result<LdapFilter> {
  const trimmed = text.trim();
  if (trimmed.length > maxLength) return refuse(`it is longer than ${maxLength} characters`);
  const place: Place = { text: trimmed.startsWith('(') ? trimmed : `(${trimmed})`, at: 0, conditions: 0 };
  try {
    const filter = readFilter(place, 1);
    if (place.at < place.text.length)
      throw new NotAFilter(`something follows after its end, at character ${place.at + 1}`);
    return ok(filter);
  } catch (error) {
    if (error instanceof NotAFilter) return refuse(error.message);
    throw error;
  }
}

function refuse(problem: string) {
  return failed({
    kind: 'invalid',
    why: `The filter can not be read: ${problem}.`,
    todo: 'Write it in the form (&(objectClass=inetOrgPerson)(departmentNumber=7)).',
    field: 'filter',
  });
}

function readFilter(place: Place, depth: number): LdapFilter {
  if (depth > maxDepth) throw new NotAFilter(`it is nested more than ${maxDepth} levels deep`);
  if (++place.conditions > maxConditions) throw new NotAFilter(`it has more than ${maxConditions} parts`);
  take(place, '(');
  const kind = place.text[place.at];
  let filter: LdapFilter;
  if (kind === '&' || kind === '|') {
    place.at++;
    const filters = readList(place, depth);
    filter = kind === '&' ? new AndFilter({ filters }) : new OrFilter({ filters });
  } else if (kind === '!') {
    place.at++;
    filter = new NotFilter({ filter: readFilter(place, depth + 1) });
  } else filter = readCondition(place);
  take(place, ')');
  return filter;
}

function readList(place: Place, depth: number): LdapFilter[] {
  const filters: LdapFilter[] = [];
  while (place.text[place.at] === '(') filters.push(readFilter(place, depth + 1));
  if (filters.length === 0) throw new NotAFilter('"&" and "|" need at least one condition');
  return filters;
}

function take(place: Place, expected: string): void {
  if (place.text[place.at] !== expected) throw new NotAFilter(`"${expected}" is missing at character ${place.at + 1}`);
  place.at++;
}

const condition = /^([A-Za-z][A-Za-z0-9-]*(?:;[A-Za-z0-9-]+)*|\d+(?:\.\d+)+)(=|>=|<=|~=)([^()]*)/;

function readCondition(place: Place): LdapFilter {
  const [whole, attribute, operator, raw] = condition.exec(place.text.slice(place.at)) ?? [];
  if (whole === undefined || attribute === undefined || raw === undefined)
    throw new NotAFilter(`there is no condition such as attribute=value at character ${place.at + 1}`);
  place.at += whole.length;
  if (operator === '=' && raw === '*') return new PresenceFilter({ attribute });
  const parts = raw.split('*').map(unescapeHex);
  if (operator === '=' && parts.length > 1) return substrings(attribute, parts);
  if (parts.length > 1) throw new NotAFilter('"*" goes with "=" only');
  const value = parts[0] ?? '';
  if (value === '') throw new NotAFilter(`the condition on ${attribute} has no value`);
  if (operator === '>=') return new GreaterThanEqualsFilter({ attribute, value });
  if (operator === '<=') return new LessThanEqualsFilter({ attribute, value });
  if (operator === '~=') return new ApproximateFilter({ attribute, value });
  return new EqualityFilter({ attribute, value });
}

function substrings(attribute: string, parts: readonly string[]): LdapFilter {
  const any = parts.slice(1, -1);
  if (any.includes('')) throw new NotAFilter('"**" has nothing between the stars');
  return new SubstringFilter({ attribute, initial: parts[0], any, final: parts.at(-1) });
}

/** `\28` and other hex pairs are bytes of UTF-8 (RFC 4515, 3). */
function unescapeHex(text: string): string {
  const bytes: Buffer[] = [];
  for (const piece of text.match(/\\[0-9a-fA-F]{2}|\\|[^\\]+/g) ?? []) {
    if (piece === '\\') throw new NotAFilter('a backslash is not followed by two hexadecimal digits');
    bytes.push(piece.startsWith('\\') ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece, 'utf8'));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(bytes));
  } catch {
    throw new NotAFilter('its escaped bytes are not UTF-8');
  }
}
