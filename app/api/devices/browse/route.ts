import { browseDevice } from '#lib/services/devices/browse-device.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(browseDevice, (query) => ({
  id: query.get('id') ?? '',
  what: query.get('what') ?? '',
  after: query.get('after') ?? '',
}));
