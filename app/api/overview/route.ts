import { readOverview } from '#lib/services/overview/read-overview.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(readOverview, () => ({}));
