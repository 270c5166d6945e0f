import { listServers } from '#lib/services/servers/list-servers.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listServers, () => ({}));
