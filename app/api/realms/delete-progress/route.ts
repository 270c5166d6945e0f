import { deleteProgress } from '#lib/services/realms/delete-progress.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(deleteProgress, (query) => ({ id: query.get('id') ?? '' }));
