import { listAlertDependencies } from '#lib/services/alerts/dependencies.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listAlertDependencies, () => ({}));
