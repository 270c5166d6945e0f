import { listRealms } from '#lib/services/realms/list-realms.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listRealms, (query) => ({ realm: query.get('realm') || undefined }));
