/**
 * Columns of a bulk statement as PostgreSQL's array literals, each one parameter for unnest. The driver would make them too, looking
 * at each value by itself: for a thousand rows that takes longer than the statement.
 */
export function numbers(values: readonly (number | bigint | null | undefined)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

export function bytes(values: readonly Buffer[]): string {
  return values.length === 0 ? '{}' : `{"${values.map((value) => `\\\\x${value.toString('hex')}`).join('","')}"}`;
}

/** Throws for a text with a quote or a backslash: it is for what we make ourselves. */
export function words(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  const joined = values.join('","');
  if (joined.includes('\\') || joined.split('"').length !== values.length * 2 - 1) throw new Error('not a plain text');
  return `{"${joined}"}`;
}
