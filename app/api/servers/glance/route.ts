import { serverGlance } from '#lib/services/servers/server-glance.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(serverGlance, (query) => ({ id: query.get('id') ?? '' }));
