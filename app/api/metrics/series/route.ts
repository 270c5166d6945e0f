import { readMetricSeries } from '#lib/services/metrics/read-series.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(readMetricSeries, (query) => ({ target: query.get('target') ?? '' }));
