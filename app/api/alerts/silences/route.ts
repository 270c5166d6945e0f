import { listSilences } from '#lib/services/alerts/silences.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listSilences, () => ({}));
