import { createHash } from 'node:crypto';
import type { SeriesSpec } from './port.ts';

const found = new WeakMap<SeriesSpec, string>();

/**
 * The same text for the same series, whatever the order of its labels; another one as soon as anything of it differs. Kept with
 * the object, which whoever samples holds on to, and doesn't change.
 */
export function identityOf(spec: SeriesSpec): string {
  const kept = found.get(spec);
  if (kept !== undefined) return kept;
  const labels = Object.entries(spec.labels).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const { target, name, kind, unit, stepSeconds, heartbeatSeconds, min, max, bits } = spec;
  const all = [target, name, labels, kind, unit, stepSeconds, heartbeatSeconds, min, max, bits ?? null];
  const identity = JSON.stringify(all);
  found.set(spec, identity);
  return identity;
}

export function digestOf(identity: string): string {
  return createHash('sha256').update(identity).digest('base64url');
}
