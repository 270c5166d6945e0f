import { listPresence } from '#lib/services/users/presence.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listPresence, (query) => ({ ids: query.getAll('id') }));
