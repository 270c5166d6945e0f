import { listClusters } from '#lib/services/cluster/list-clusters.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listClusters, () => ({}));
