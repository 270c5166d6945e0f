import { viewXmpp } from '#lib/services/users/view-xmpp.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(viewXmpp, (query) => ({ id: query.get('id') ?? '' }));
