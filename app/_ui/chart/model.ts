/**
 * One line of a chart. Value `n` is true up to `startAt + n * stepSeconds` (seconds since 1970); null: not known, a gap.
 * `min` and `max` make a band around it; null where each value stands for itself.
 */
export type ChartLine = {
  id: string;
  label: string;
  startAt: number;
  stepSeconds: number;
  average: readonly (number | null)[];
  min: readonly (number | null)[] | null;
  max: readonly (number | null)[] | null;
  /** The newest value there is, whatever the range. */
  last: number | null;
};

/** A value; null: a gap; undefined: this line has no point at that time, so nothing breaks. */
export type Cell = number | null | undefined;
export type Aligned = { times: number[]; columns: Record<'average' | 'min' | 'max', Cell[] | null>[] };

/** All lines on one row of times, whatever their steps. */
export function align(lines: readonly ChartLine[]): Aligned {
  const times = [...new Set(lines.flatMap(timesOf))].sort((one, other) => one - other);
  const places = new Map(times.map((time, place) => [time, place]));
  const columns = lines.map((line) => {
    const own = timesOf(line).map((time) => places.get(time) as number);
    const spread = (values: ChartLine['min']) => {
      if (!values) return null;
      const column = new Array<Cell>(times.length).fill(undefined);
      for (const [at, place] of own.entries()) column[place] = values[at] ?? null;
      return column;
    };
    return { average: spread(line.average), min: spread(line.min), max: spread(line.max) };
  });
  return { times, columns };
}

export function timesOf({ startAt, stepSeconds, average }: ChartLine): number[] {
  return average.map((_, at) => startAt + at * stepSeconds);
}

/** Points with a gap on both sides, which no line leads to: they are drawn as dots. */
export function lonely(column: readonly Cell[]): number[] {
  const present = column.flatMap((cell, place) => (cell === undefined ? [] : [place]));
  return present.filter((place, at) => {
    const beside = [present[at - 1], present[at + 1]];
    return column[place] !== null && beside.every((next) => next === undefined || column[next] === null);
  });
}

/**
 * Lines on top of each other, those that are hidden left out: each point is what the line adds to the ones before it, of which
 * what isn't known adds nothing. Where a line itself isn't known it has its gap.
 */
export function piled(lines: readonly ChartLine[], hidden: ReadonlySet<string>): ChartLine[] {
  const shown = lines.filter(({ id }) => !hidden.has(id));
  return lines.map((line) => {
    const below = shown.slice(0, Math.max(0, shown.indexOf(line)));
    const average = timesOf(line).map((time, at) => {
      const own = line.average[at] ?? null;
      return own === null ? null : below.reduce((sum, other) => sum + (coveredAt(other, time) ?? 0), own);
    });
    return { ...line, average, min: null, max: null };
  });
}

/** Each value is true for the step before its time. */
export function coveredAt({ startAt, stepSeconds, average }: ChartLine, time: number): number | null {
  return average[Math.ceil((time - startAt) / stepSeconds)] ?? null;
}
