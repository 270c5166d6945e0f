import type { CatalogAge } from '../catalog/query.ts';

/** For the foot of a list: when the directory was last looked at (ISO 8601), and what is missing, as a sentence. */
export type ListAge = { asOf?: string; partial?: string };

const partials: Partial<Record<CatalogAge['state'], string>> = {
  empty: 'The list is being made for the first time; it fills up in a moment.',
  filling: 'The list is being made anew; some entries may be missing for a moment.',
  away: 'Changes by others are not followed at the moment; new entries may be missing.',
};

export function listAge({ state, lastPollAt, filledAt }: CatalogAge): ListAge {
  const partial = state === 'filling' && filledAt ? undefined : partials[state];
  return { asOf: lastPollAt?.toISOString(), ...(partial ? { partial } : {}) };
}
