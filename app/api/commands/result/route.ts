import { exportResult } from '#lib/services/commands/export-result.ts';
import { statusOf } from '#lib/web/answer.ts';
import { ask } from '#lib/web/ask.ts';

export const dynamic = 'force-dynamic';

/** The table that a command came back with, as a file. */
export async function GET(request: Request): Promise<Response> {
  const result = await ask(exportResult, () => ({ token: new URL(request.url).searchParams.get('token') ?? '' }));
  if (!result.ok) {
    const { kind, what, why, todo } = result.failure;
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
    return new Response(`${what} ${why} ${todo}\n`, { status: statusOf[kind], headers });
  }
  return new Response(result.value.csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${result.value.filename}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
