import { readMetricRange } from '#lib/services/metrics/read-range.ts';
import { jsonRoute } from '#lib/web/json-route.ts';
import { rangeQuestion } from '#lib/web/range-question.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(readMetricRange, rangeQuestion);
