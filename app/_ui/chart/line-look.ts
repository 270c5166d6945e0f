/** Colour and dashes of a line by its place: lines that follow each other differ in both, so that neither is needed. */
export type LineLook = { colour: string; dash: number[] };

const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2], [12, 4], [4, 2, 1, 2]];
const colours = 8;

export function lineLook(place: number): LineLook {
  const round = Math.floor(place / colours);
  return {
    colour: `var(--chart-${(place % colours) + 1})`,
    dash: dashes[(place + round * 3) % dashes.length] ?? [],
  };
}
