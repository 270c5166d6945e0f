import { myHistory } from '#lib/services/me/my-history.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';

/** ?offset=&limit= */
export const GET = jsonRoute(myHistory, (query) => ({
  offset: Number(query.get('offset') ?? 0),
  limit: Number(query.get('limit') ?? 10),
}));
