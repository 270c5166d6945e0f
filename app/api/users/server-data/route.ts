import { viewServerData } from '#lib/services/users/server-data.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(viewServerData, (query) => ({ id: query.get('id') ?? '' }));
