import { readMetricRange } from '#lib/services/metrics/read-range.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(readMetricRange, (query) => ({
  target: query.get('target') ?? undefined,
  name: query.get('name') ?? '',
  points: query.has('points') ? Number(query.get('points')) : undefined,
  each: query.get('each') === '1',
  total: query.get('total') === '1',
  range: {
    last: query.has('last') ? Number(query.get('last')) : undefined,
    from: query.get('from') ?? undefined,
    to: query.get('to') ?? undefined,
  },
}));
