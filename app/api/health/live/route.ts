export const dynamic = 'force-dynamic';

/** The process answers; nothing is said of what it depends on. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
