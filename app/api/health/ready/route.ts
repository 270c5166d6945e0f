import { readiness, xmppReadiness } from '#lib/services/readiness.ts';
import { portal } from '#lib/web/portal.ts';

export const dynamic = 'force-dynamic';

/** Each dependency with its state; 503 when one is missing, XMPP servers apart. Says nothing that a stranger could use. */
export async function GET(): Promise<Response> {
  const [dependencies, xmpp] = await Promise.all([readiness(portal()), xmppReadiness(portal())]);
  const ready = Object.values(dependencies).every(({ status }) => status === 'ok');
  const body = { status: ready ? 'ok' : 'unavailable', dependencies, xmpp };
  return Response.json(body, { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
