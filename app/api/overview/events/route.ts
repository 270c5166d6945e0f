import { listEvents } from '#lib/services/overview/list-events.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listEvents, (query) => ({
  target: query.get('target') || undefined,
  severity: query.get('severity') || undefined,
  before: query.get('before') ?? undefined,
  limit: query.has('limit') ? Number(query.get('limit')) : undefined,
}));
