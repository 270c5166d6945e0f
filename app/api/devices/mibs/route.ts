import { listMibs } from '#lib/services/mibs/list-mibs.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listMibs, () => ({}));
