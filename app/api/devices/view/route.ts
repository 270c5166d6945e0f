import { viewDevice } from '#lib/services/devices/view-device.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(viewDevice, (query) => ({ id: query.get('id') ?? '' }));
