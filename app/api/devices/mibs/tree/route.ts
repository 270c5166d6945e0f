import { mibTree } from '#lib/services/mibs/view-mib.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(mibTree, (query) => ({ id: query.get('id') ?? '', q: query.get('q') ?? '' }));
