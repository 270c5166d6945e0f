import { viewRename } from '#lib/services/users/rename/view-rename.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(viewRename, (query) => ({ id: query.get('id') ?? '' }));
