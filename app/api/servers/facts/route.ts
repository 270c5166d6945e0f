import { serverFacts } from '#lib/services/servers/server-facts.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(serverFacts, (query) => ({ id: query.get('id') ?? '' }));
