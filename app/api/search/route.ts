import { searchEverything } from '#lib/services/search/search.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

/** ?q=text&kinds=person,group&limit=8 */
export const GET = jsonRoute(searchEverything, (query) => ({
  text: query.get('q') ?? '',
  kinds: query.get('kinds')?.split(',') || undefined,
  limit: query.has('limit') ? Number(query.get('limit')) : undefined,
}));
