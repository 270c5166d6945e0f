import { createHash } from 'node:crypto';
import type { SeriesSpec } from './port.ts';

/** The same text for the same series, whatever the order of its labels; another one as soon as anything of it differs. */
export function identityOf(spec: SeriesSpec): string {
  const labels = Object.entries(spec.labels).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const { target, name, kind, unit, stepSeconds, heartbeatSeconds, min, max, bits } = spec;
  return JSON.stringify([target, name, labels, kind, unit, stepSeconds, heartbeatSeconds, min, max, bits ?? null]);
}

export function digestOf(identity: string): string {
  return createHash('sha256').update(identity).digest('base64url');
}
