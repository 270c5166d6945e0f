import { domainToASCII } from 'node:url';
import type { FieldValidation } from './data-form.ts';
import { fitsPattern } from './data-form-regex.ts';
import { isDomain, parseJid } from './jid.ts';

/** Bounds of XML Schema's integers, which XEP-0122 borrows. */
const integers: Readonly<Record<string, readonly [bigint | null, bigint | null]>> = {
  'xs:integer': [null, null],
  'xs:long': [-(2n ** 63n), 2n ** 63n - 1n],
  'xs:int': [-(2n ** 31n), 2n ** 31n - 1n],
  'xs:short': [-32768n, 32767n],
  'xs:byte': [-128n, 127n],
  'xs:nonNegativeInteger': [0n, null],
  'xs:positiveInteger': [1n, null],
  'xs:unsignedInt': [0n, 2n ** 32n - 1n],
};
const decimals = new Set(['xs:decimal', 'xs:double', 'xs:float']);
const times: Readonly<Record<string, { pattern: RegExp; example: string }>> = {
  'xs:date': { pattern: /^-?\d{4,}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?$/, example: '2026-03-31' },
  'xs:dateTime': {
    pattern: /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?$/,
    example: '2026-03-31T14:00:00Z',
  },
  'xs:time': { pattern: /^\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?$/, example: '14:00:00' },
};

/** What is wrong with one value by XEP-0122, as a sentence; null when nothing is, or when only the server can tell. */
export function valueProblem(value: string, validation: FieldValidation): string | null {
  const { datatype, method } = validation;
  const problem = datatypeProblem(value, datatype);
  if (problem) return problem;
  if (method === 'range') return rangeProblem(value, validation);
  if (method === 'regex' && validation.regex !== undefined && fitsPattern(validation.regex, value) === false)
    return `This does not have the form that the server asks for: ${validation.regex.slice(0, 100)}`;
  return null;
}

/** A bare or full JID or a domain (RFC 7622). International domains count in their ASCII form. */
export function isAnyJid(text: string): boolean {
  const slash = text.indexOf('/');
  const resource = slash < 0 ? null : text.slice(slash + 1);
  if (resource !== null && (resource === '' || Buffer.byteLength(resource) > 1023)) return false;
  const bare = slash < 0 ? text : text.slice(0, slash);
  const at = bare.lastIndexOf('@');
  const domain = domainToASCII(bare.slice(at + 1));
  return at < 0 ? isDomain(domain) : parseJid(`${bare.slice(0, at)}@${domain}`) !== null;
}

function datatypeProblem(value: string, datatype: string): string | null {
  const bounds = integers[datatype];
  if (bounds) return integerProblem(value, bounds);
  if (decimals.has(datatype)) return asDecimal(value) === null ? 'Enter a number.' : null;
  const time = times[datatype];
  if (time) return time.pattern.test(value) && isOnCalendar(value) ? null : `Enter it like ${time.example}.`;
  if (datatype === 'xs:boolean') return /^(?:0|1|true|false)$/.test(value) ? null : 'Choose yes or no.';
  if (datatype === 'xs:anyURI') return /\s/.test(value) ? 'An address has no spaces.' : null;
  if (datatype === 'xs:language')
    return /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value) ? null : 'Enter a language such as en or pt-BR.';
  // xs:string, and datatypes of others (x:, private ones): the server knows.
  return null;
}

function integerProblem(value: string, [least, most]: readonly [bigint | null, bigint | null]): string | null {
  const number = asInteger(value);
  if (number === null) return 'Enter a whole number.';
  if (least !== null && number < least) return `The smallest number is ${least}.`;
  if (most !== null && number > most) return `The largest number is ${most}.`;
  return null;
}

function rangeProblem(value: string, { datatype, min, max }: FieldValidation): string | null {
  if (min !== undefined && isBefore(value, min, datatype)) return `The least is ${min}.`;
  if (max !== undefined && isBefore(max, value, datatype)) return `The most is ${max}.`;
  return null;
}

/** False also when the two can't be compared: then the server decides. */
function isBefore(one: string, other: string, datatype: string): boolean {
  if (integers[datatype]) {
    const [left, right] = [asInteger(one), asInteger(other)];
    return left !== null && right !== null && left < right;
  }
  const [left, right] = datatype in times ? [asTime(one), asTime(other)] : [asDecimal(one), asDecimal(other)];
  return left !== null && right !== null && left < right;
}

function asInteger(text: string): bigint | null {
  return /^[+-]?\d{1,40}$/.test(text) ? BigInt(text.replace(/^\+/, '')) : null;
}

function asDecimal(text: string): number | null {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : null;
}

/** Milliseconds; a time of day counts on one and the same day. */
function asTime(text: string): number | null {
  const at = Date.parse(/^\d\d:/.test(text) ? `1970-01-01T${text}` : text);
  return Number.isNaN(at) ? null : at;
}

/** Years before 0000 and after 9999 are legal in XML Schema and unknown to Date: the server decides on those. */
function isOnCalendar(text: string): boolean {
  return /^-|^\d{5}/.test(text) || asTime(text.replace(/^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)$/, '$1')) !== null;
}
