import { serverAbilities } from '#lib/services/servers/server-abilities.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(serverAbilities, (query) => ({ id: query.get('id') ?? '' }));
