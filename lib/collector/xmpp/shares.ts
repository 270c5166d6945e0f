/** Hostile or odd servers may name what they like. */
const mostNames = 20;
const name = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,39}$/;

/**
 * Shares of a whole in percent, by name. What was there before and is gone is 0, and not unknown: `seen` remembers it. Nothing of
 * nothing has no shares.
 */
export function sharesOf(values: readonly (string | null)[], seen: Set<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) {
    const known = value === null ? 'unknown' : nameOf(value, seen);
    counts.set(known, (counts.get(known) ?? 0) + 1);
  }
  for (const one of counts.keys()) seen.add(one);
  if (values.length === 0) return new Map();
  return new Map([...seen].map((one) => [one, ((counts.get(one) ?? 0) / values.length) * 100]));
}

function nameOf(value: string, seen: ReadonlySet<string>): string {
  if (seen.has(value)) return value;
  return name.test(value) && seen.size < mostNames ? value : 'other';
}
