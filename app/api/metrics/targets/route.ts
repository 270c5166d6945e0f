import { listMetricTargets } from '#lib/services/metrics/list-targets.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listMetricTargets, () => ({}));
