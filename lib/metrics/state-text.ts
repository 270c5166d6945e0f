import type { SeriesState } from './consolidate.ts';

/** A state in one line of words: time, raw value or `-`, area and unknown time; then four numbers for each coarser archive. */
export function stateText({ atMs, raw, area, unknownMs, coarser }: SeriesState): string {
  let text = `${atMs} ${raw ?? '-'} ${area} ${unknownMs}`;
  for (const { known, sum, min, max } of coarser) text += ` ${known} ${sum} ${min} ${max}`;
  return text;
}

export function parseState(text: string): SeriesState {
  const [atMs, raw, area, unknownMs, ...rest] = text.split(' ');
  const coarser: SeriesState['coarser'] = [];
  for (let at = 0; at + 3 < rest.length; at += 4) {
    const [known = 0, sum = 0, min = 0, max = 0] = rest.slice(at, at + 4).map(Number);
    coarser.push({ known, sum, min, max });
  }
  return {
    atMs: Number(atMs),
    raw: raw === '-' || raw === undefined ? null : raw,
    area: Number(area),
    unknownMs: Number(unknownMs),
    coarser,
  };
}
