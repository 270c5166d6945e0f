import { readMetricRanges } from '#lib/services/metrics/read-range.ts';
import { jsonRoute } from '#lib/web/json-route.ts';
import { rangeQuestion } from '#lib/web/range-question.ts';

export const dynamic = 'force-dynamic';
/** `q`, repeated: each the query of /api/metrics/range. */
export const GET = jsonRoute(readMetricRanges, (query) => ({
  questions: query.getAll('q').map((one) => rangeQuestion(new URLSearchParams(one))),
}));
