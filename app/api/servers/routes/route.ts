import { serverRoutes } from '#lib/services/servers/server-routes.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(serverRoutes, (query) => ({ id: query.get('id') ?? '' }));
