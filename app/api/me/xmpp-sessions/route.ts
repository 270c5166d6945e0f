import { listMyXmppSessions } from '#lib/services/me/my-xmpp-sessions.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listMyXmppSessions, () => ({}));
