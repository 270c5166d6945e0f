import { listAlertRules } from '#lib/services/alerts/rules.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listAlertRules, () => ({}));
