import { listAlerts } from '#lib/services/alerts/list-alerts.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listAlerts, () => ({}));
