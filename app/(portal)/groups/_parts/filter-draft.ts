import type { EasyCondition, EasyFilter } from '#lib/services/groups/easy-filter.ts';

/** A filter while it is being made: conditions, or text. Both are kept when somebody goes from one to the other. */
export type FilterDraft = { mode: 'easy' | 'text'; base: string; easy: EasyFilter; filter: string };

export const firstCondition: EasyCondition = { attribute: 'departmentNumber', test: 'is', value: '' };

export function newDraft(base: string): FilterDraft {
  return { mode: 'easy', base, easy: { match: 'all', conditions: [firstCondition] }, filter: '' };
}

/** What the actions take. */
export function sentDraft({ mode, base, easy, filter }: FilterDraft) {
  return mode === 'easy' ? { base, easy } : { base, filter };
}
