import type { Entry } from '../../domain/entry.ts';
import { parseGeneralizedTime } from '../../domain/generalized-time.ts';
import type { Image } from '../audited-change.ts';

/** What looking at an entry says about a change that was under way. */
export type Finding = 'happened' | 'did not happen' | 'unclear';

/** The clocks of the portal and of the directory may differ by this much. */
const clockSkewMs = 5_000;
/** A password that was set so soon after the record was set by that change. */
const soonMs = 60_000;

/**
 * Compares what an entry says now with both images of a modify. Attributes whose values the record only describes
 * ("(picture, 12 KB)") tell nothing; then the entry's own times decide, as far as they can.
 */
export function compareImages(entry: Entry, before: Image, after: Image, at: Date): Finding {
  const told = Object.keys({ ...before, ...after }).flatMap(
    (name) => toldBy(entry, name, before[name] ?? [], after[name] ?? [], at) ?? [],
  );
  if (told.length > 0 && told.every((finding) => finding === 'happened')) return 'happened';
  if (told.length > 0 && told.every((finding) => finding === 'did not happen')) return 'did not happen';
  return writtenSince(entry, at) ? 'unclear' : 'did not happen';
}

/** null: this attribute tells nothing. */
function toldBy(entry: Entry, name: string, before: string[], after: string[], at: Date): Finding | null {
  if (name === 'userPassword') return passwordFinding(entry, at);
  if ([...before, ...after].some(isDescribed) || sameValues(before, after)) return null;
  const now = name === 'dn' ? [entry.dn.toString()] : entry.all(name);
  if (sameValues(now, after)) return 'happened';
  return sameValues(now, before) ? 'did not happen' : 'unclear';
}

function passwordFinding(entry: Entry, at: Date): Finding {
  const changed = parseGeneralizedTime(entry.first('pwdChangedTime'))?.getTime() ?? 0;
  if (changed < at.getTime() - clockSkewMs) return 'did not happen';
  return changed <= at.getTime() + soonMs ? 'happened' : 'unclear';
}

export function writtenSince(entry: Entry, at: Date): boolean {
  const written = parseGeneralizedTime(entry.first('modifyTimestamp'));
  return written === null || written.getTime() >= at.getTime() - clockSkewMs;
}

export function createdSince(entry: Entry, at: Date): boolean {
  const created = parseGeneralizedTime(entry.first('createTimestamp'));
  return created === null || created.getTime() >= at.getTime() - clockSkewMs;
}

function isDescribed(value: string): boolean {
  return /^\(.*\)$/s.test(value) || value.includes('(SHA-256 ');
}

function sameValues(left: readonly string[], right: readonly string[]): boolean {
  const order = (values: readonly string[]) =>
    values
      .map((value) => value.toLowerCase())
      .sort()
      .join('\0');
  return left.length === right.length && order(left) === order(right);
}
