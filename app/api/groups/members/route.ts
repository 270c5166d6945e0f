import { listMembers } from '#lib/services/groups/list-members.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';

/** ?id=entryUUID&q=text&page=2&size=50 */
export const GET = jsonRoute(listMembers, (query) => ({
  id: query.get('id'),
  text: (query.get('q') ?? '').slice(0, 200),
  page: Math.max(1, Math.trunc(Number(query.get('page'))) || 1),
  pageSize: Math.min(200, Math.max(1, Math.trunc(Number(query.get('size'))) || 50)),
}));
