import { viewTraps } from '#lib/services/devices/view-traps.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(viewTraps, () => ({}));
