import { findMibNames } from '#lib/services/mibs/find-names.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(findMibNames, (query) => ({ q: query.get('q') ?? '' }));
