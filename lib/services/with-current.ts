import type { Reader } from '../directory/port.ts';
import type { Dn } from '../domain/dn.ts';
import type { Result } from '../domain/failure.ts';

/** To a conflict, what the entry says now: so that the page can show mine and theirs and keep what was typed. */
export async function withCurrent<T>(
  reader: Reader,
  dn: Dn,
  attributes: readonly string[],
  result: Result<T>,
): Promise<Result<T>> {
  if (result.ok || result.failure.kind !== 'conflict') return result;
  const read = await reader.read(dn, attributes);
  if (!read.ok || !read.value) return result;
  const entry = read.value;
  const current = Object.fromEntries(attributes.map((name) => [name, entry.all(name)]));
  return { ok: false, failure: { ...result.failure, current } };
}
