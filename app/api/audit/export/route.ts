import { exportAudit } from '#lib/services/audit/export-audit.ts';
import { statusOf } from '#lib/web/answer.ts';
import { ask } from '#lib/web/ask.ts';
import { auditQueryOf } from '#lib/web/audit-query.ts';

export const dynamic = 'force-dynamic';

/** The audit log as a file, filtered like the list, written while it is read. */
export async function GET(request: Request): Promise<Response> {
  const result = await ask(exportAudit, () => auditQueryOf(new URL(request.url).searchParams));
  if (!result.ok) {
    const { kind, what, why, todo } = result.failure;
    return new Response(`${what} ${why} ${todo}\n`, {
      status: statusOf[kind],
      headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    });
  }
  return new Response(bytesOf(result.value), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="audit-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** Reads on only when the browser has taken what there is; ends the reading when the browser leaves. */
function bytesOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const reading = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await reading.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await reading.return?.();
    },
  });
}
