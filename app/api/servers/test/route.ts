import { testProgress } from '#lib/services/servers/test-server.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(testProgress, (query) => ({ id: query.get('id') ?? '' }));
