import { type ChartLine, coveredAt, timesOf } from '#app/_ui/chart/model.ts';
import type { NumberMake } from '#lib/domain/board.ts';

const make: Record<NumberMake, (values: number[]) => number> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  highest: (values) => Math.max(...values),
  lowest: (values) => Math.min(...values),
};

/** Of what is known; null where nothing is. */
function madeOf(values: readonly (number | null)[], how: NumberMake): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? make[how](known) : null;
}

/** Several lines as one number now, and how it went, at the times of the finest of them. */
export function combined(
  lines: readonly ChartLine[],
  how: NumberMake,
): { last: number | null; points: { time: number; value: number | null }[] } {
  const last = madeOf(
    lines.map((line) => line.last),
    how,
  );
  const [finest] = lines.toSorted((one, other) => one.stepSeconds - other.stepSeconds);
  const times = finest ? timesOf(finest) : [];
  const valueAt = (time: number) =>
    madeOf(
      lines.map((line) => coveredAt(line, time)),
      how,
    );
  return { last, points: times.map((time) => ({ time, value: valueAt(time) })) };
}

/** An SVG path in a box of `width` by `height`, broken where nothing is known; empty without two values. */
export function sparkPath(points: readonly { value: number | null }[], width: number, height: number): string {
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (known.length < 2) return '';
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const x = (at: number) => ((at / (points.length - 1)) * width).toFixed(1);
  const y = (value: number) => (most === least ? height / 2 : height - ((value - least) / (most - least)) * height);
  const steps = points.flatMap(({ value }, at) => {
    if (value === null) return [];
    const begins = at === 0 || points[at - 1]?.value === null;
    return [`${begins ? 'M' : 'L'}${x(at)} ${y(value).toFixed(1)}`];
  });
  return steps.join('');
}
