import { listServerSessions } from '#lib/services/servers/list-sessions.ts';
import { jsonRoute } from '#lib/web/json-route.ts';
import { pageOf } from '#lib/web/page-query.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listServerSessions, (query) => ({
  id: query.get('id') ?? '',
  host: query.get('host') ?? undefined,
  text: (query.get('q') ?? '').slice(0, 200),
  active: query.get('show') === 'active',
  after: query.get('after') ?? undefined,
  ...pageOf(query),
}));
