import { listAlertChannels } from '#lib/services/alerts/channels.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listAlertChannels, () => ({}));
