import { serverHosts } from '#lib/services/servers/server-hosts.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(serverHosts, (query) => ({ id: query.get('id') ?? '' }));
