import { viewAccount } from '#lib/services/servers/view-account.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(viewAccount, (query) => ({ id: query.get('id') ?? '', jid: query.get('jid') ?? '' }));
