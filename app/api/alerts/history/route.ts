import { listAlertHistory } from '#lib/services/alerts/list-alerts.ts';
import { jsonRoute } from '#lib/web/json-route.ts';
import { pageOf } from '#lib/web/page-query.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listAlertHistory, pageOf);
