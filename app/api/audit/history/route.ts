import { entryHistory } from '#lib/services/audit/entry-history.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';

/** ?id=entryUUID&offset=&limit= */
export const GET = jsonRoute(entryHistory, (query) => ({
  id: query.get('id'),
  offset: Number(query.get('offset') ?? 0),
  limit: Number(query.get('limit') ?? 10),
}));
