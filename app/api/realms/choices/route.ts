import { realmChoices } from '#lib/services/realms/list-choices.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(realmChoices, (query) => ({ for: query.get('for') ?? undefined }));
