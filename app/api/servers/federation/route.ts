import { serverFederation } from '#lib/services/servers/server-federation.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(serverFederation, (query) => ({ id: query.get('id') ?? '' }));
