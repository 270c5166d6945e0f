import type { Result } from '../domain/failure.ts';
import type { CsvFile } from '../services/csv-file.ts';
import { statusOf } from './answer.ts';

/** A table as a file; a failure as plain text, because a browser that saves it shows nothing else. */
export function csvAnswer(result: Result<CsvFile>): Response {
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
