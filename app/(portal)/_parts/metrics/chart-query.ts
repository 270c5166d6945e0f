import type { ChartLook, SeriesPart } from '#lib/domain/board.ts';
import { type MetricRangeState, rangeQuery } from './metric-range.ts';

/** The question of a chart as /api/metrics/range takes it. */
export function chartQuery(parts: readonly SeriesPart[], look: ChartLook, range: MetricRangeState): URLSearchParams {
  const query = new URLSearchParams();
  for (const { target, name, labels } of parts)
    query.append('part', JSON.stringify({ ...(target !== null && { target }), name, labels }));
  if (look === 'each') query.set('each', '1');
  if (look === 'total') query.set('total', '1');
  query.set('points', '400');
  for (const [name, value] of Object.entries(rangeQuery(range))) query.set(name, value);
  return query;
}
