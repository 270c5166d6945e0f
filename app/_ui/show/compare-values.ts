export type ValueChange = { kind: 'kept' | 'removed' | 'added'; value: string };

/** The values of one attribute before and after: what stays (in order), then what goes, then what comes. */
export function compareValues(before: string[], after: string[]): ValueChange[] {
  const had = new Set(before);
  const has = new Set(after);
  return [
    ...[...had].filter((value) => has.has(value)).map((value): ValueChange => ({ kind: 'kept', value })),
    ...[...had].filter((value) => !has.has(value)).map((value): ValueChange => ({ kind: 'removed', value })),
    ...[...has].filter((value) => !had.has(value)).map((value): ValueChange => ({ kind: 'added', value })),
  ];
}
