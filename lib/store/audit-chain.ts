import { createHash } from 'node:crypto';

/** Columns that the hash covers, in a fixed order. Adding one needs a version in front, or old records no longer verify. */
export const chainedFields = [
  'seq',
  'changeId',
  'outcomeOf',
  'phase',
  'at',
  'actorId',
  'actorDn',
  'actorName',
  'address',
  'sessionRef',
  'action',
  'targetKind',
  'targetId',
  'targetDn',
  'targetName',
  'realmKey',
  'realmDn',
  'before',
  'after',
  'reason',
  'failure',
  'reference',
  'prevHash',
] as const;

export type Chained = Readonly<Record<(typeof chainedFields)[number], unknown>>;

/** What the first record has in place of its predecessor's hash. */
export const firstPrevHash = '0'.repeat(64);

/** SHA-256 in hex over the JSON of all fields, keys sorted, no spaces. `at` counts to the ms, as the database keeps it. */
export function hashOf(record: Chained): string {
  const fields = chainedFields.map((name) => [name, record[name] ?? null]);
  return createHash('sha256')
    .update(canonical(Object.fromEntries(fields)))
    .digest('hex');
}

function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
