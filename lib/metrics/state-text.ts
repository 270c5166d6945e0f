import type { SeriesState } from './consolidate.ts';

/** A state in one line of words: time, raw value or `-`, area and unknown time; then four numbers for each coarser archive. */
export function stateText({ atMs, raw, area, unknownMs, coarser }: SeriesState): string {
  let text = `${atMs} ${raw ?? '-'} ${area} ${unknownMs}`;
  for (const { known, sum, min, max } of coarser) text += ` ${known} ${sum} ${min} ${max}`;
  return text;
}

/** null when it isn't such a text for so many coarser archives. */
export function parseState(text: string, coarserCount: number): SeriesState | null {
  const [atMs, raw, area, unknownMs, ...rest] = text.split(' ');
  const numbers = [atMs, area, unknownMs, ...rest].map(Number);
  if (rest.length !== coarserCount * 4 || numbers.some(Number.isNaN) || !/^(-|-?\d+)$/.test(raw ?? '')) return null;
  const [own, coarser] = [numbers.slice(0, 3), numbers.slice(3)];
  return {
    atMs: own[0] ?? 0,
    raw: raw === '-' || raw === undefined ? null : raw,
    area: own[1] ?? 0,
    unknownMs: own[2] ?? 0,
    coarser: Array.from({ length: coarserCount }, (_, at) => {
      const [known = 0, sum = 0, min = 0, max = 0] = coarser.slice(at * 4, at * 4 + 4);
      return { known, sum, min, max };
    }),
  };
}
