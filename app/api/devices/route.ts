import { listDevices } from '#lib/services/devices/list-devices.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listDevices, () => ({}));
