import { serverCluster } from '#lib/services/servers/server-cluster.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(serverCluster, (query) => ({ id: query.get('id') ?? '' }));
