import { isDomain, jidText, parseJid } from '../../domain/jid.ts';

/** Reads the values of one field. undefined: there is nothing in it that can be used. */
export type Read<T> = (values: readonly string[]) => T | undefined;

const longestText = 1_000;
const most = { values: 5_000, lines: 50_000, counter: 2n ** 64n };
const xep82 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

export const text: Read<string> = ([value]) => usable(value);

/** Text that may well be empty. */
export const textOrEmpty: Read<string> = (values) => text(values) ?? '';

export const number: Read<number> = ([value]) => (value && /^\d{1,15}$/.test(value) ? Number(value) : undefined);

/** RFC 6121, 4.7.2.3. */
export const priority: Read<number> = ([value]) => {
  const read = value && /^[+-]?\d{1,3}$/.test(value) ? Number(value) : undefined;
  return read !== undefined && read >= -128 && read <= 127 ? read : undefined;
};

export const port: Read<number> = (values) => {
  const read = number(values);
  return read !== undefined && read > 0 && read <= 65_535 ? read : undefined;
};

/** 64 bits. */
export const counter: Read<bigint> = ([value]) => {
  const read = value && /^\d{1,20}$/.test(value) ? BigInt(value) : undefined;
  return read !== undefined && read < most.counter ? read : undefined;
};

/** XEP-0082, 3.2. */
export const time: Read<Date> = ([value]) => {
  const at = value && xep82.test(value) ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
};

/** XEP-0004, 3.3. */
export const flag: Read<boolean> = ([value]) => ({ 1: true, true: true, 0: false, false: false })[value ?? ''];

export function oneOf<const T extends string>(...choices: readonly T[]): Read<T> {
  return ([value]) => choices.find((choice) => choice === value);
}

export const bareJid: Read<string> = ([value]) => {
  const jid = value === undefined ? null : parseJid(value);
  return jid ? jidText(jid) : undefined;
};

/** RFC 7622: the resource is kept as it is, the rest normalized. */
export const fullJid: Read<string> = ([value = '']) => {
  const slash = value.indexOf('/');
  const resource = value.slice(slash + 1);
  const bare = slash < 0 ? undefined : bareJid([value.slice(0, slash)]);
  const fits = resource !== '' && Buffer.byteLength(resource) <= 1023 && !/\p{Cc}/u.test(resource);
  return bare && fits && resource.isWellFormed() ? `${bare}/${resource}` : undefined;
};

export const domain: Read<string> = ([value = '']) => (isDomain(value) ? value.toLowerCase() : undefined);

/** Any of the three. */
export const anyJid: Read<string> = (values) => fullJid(values) ?? bareJid(values) ?? domain(values);

export const texts: Read<string[]> = (values) =>
  values.slice(0, most.values).flatMap((value) => usable(value.trim()) ?? []);

/** What is absent, or nothing that can be used, is not known. */
/** Lines of text-multi, blank ones left out. */
export const lines: Read<string[]> = (values) =>
  values
    .flatMap((value) => value.split('\n'))
    .slice(0, most.lines)
    .flatMap((line) => usable(line.trim()) ?? []);

/** Like `lines`, with what stands before a line's first word. */
export const rawLines: Read<string[]> = (values) =>
  values
    .flatMap((value) => value.split('\n'))
    .slice(0, most.lines)
    .filter((line) => line.trim() !== '');

export function orNull<T>(read: Read<T>): Read<T | null> {
  return (values) => read(values) ?? null;
}

export function otherwise<T>(read: Read<T>, value: T): Read<T> {
  return (values) => read(values) ?? value;
}

/** Everything before the slash. */
export function bareOf(jid: string): string {
  const slash = jid.indexOf('/');
  return slash < 0 ? jid : jid.slice(0, slash);
}

/** The domain of a JID; a domain is its own. */
export function domainOf(jid: string): string {
  const bare = bareOf(jid);
  return bare.slice(bare.lastIndexOf('@') + 1).toLowerCase();
}

function usable(value: string | undefined): string | undefined {
  return value ? value.slice(0, longestText).toWellFormed() : undefined;
}
