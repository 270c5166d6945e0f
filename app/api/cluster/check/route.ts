import { checkClusters } from '#lib/services/cluster/check-clusters.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(checkClusters, () => ({}));
