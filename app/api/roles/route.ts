import { listRoles } from '#lib/services/roles/list-roles.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';

export const GET = jsonRoute(listRoles, (query) => ({
  text: (query.get('q') ?? '').slice(0, 200),
  sort: query.get('sort')?.endsWith('occupants') ? 'occupants' : 'name',
  descending: query.get('sort')?.startsWith('-') ?? false,
}));
