import type { RangeLine } from './read-range.ts';

/**
 * Lines of one label made one: at each time the sum of those that are known, because what is told apart by a label that is left
 * out may come and go (a node that is connected to instead of another); null where none is known. A sum has no band: the least
 * of each didn't come at the same moment. A line that has its label for itself stays as it is.
 */
export function summed(lines: readonly RangeLine[]): RangeLine[] {
  return [...Map.groupBy(lines, ({ label, stepSeconds }) => JSON.stringify([label, stepSeconds])).values()].map(sumOf);
}

function sumOf(lines: RangeLine[]): RangeLine {
  const [first] = lines as [RangeLine];
  if (lines.length === 1) return first;
  const { stepSeconds, label } = first;
  const startAt = Math.min(...lines.map((line) => line.startAt));
  const average: (number | null)[] = [];
  for (const line of lines) {
    const ahead = Math.round((line.startAt - startAt) / stepSeconds);
    for (const [at, value] of line.average.entries()) average[ahead + at] = plus(average[ahead + at], value);
  }
  // Whoever is behind in time has no newest value of its own to add.
  const last = average.findLast((value) => typeof value === 'number') ?? null;
  const whole = Array.from(average, (value) => value ?? null);
  return {
    id: lines.map(({ id }) => id).join('+'),
    label,
    startAt,
    stepSeconds,
    average: whole,
    min: null,
    max: null,
    last,
  };
}

function plus(sum: number | null | undefined, value: number | null): number | null {
  if (value === null) return sum ?? null;
  return Number(((sum ?? 0) + value).toPrecision(7));
}
