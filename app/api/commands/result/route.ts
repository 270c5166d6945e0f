import { exportResult } from '#lib/services/commands/export-result.ts';
import { ask } from '#lib/web/ask.ts';
import { csvAnswer } from '#lib/web/csv-answer.ts';

export const dynamic = 'force-dynamic';

/** The table that a command came back with, as a file. */
export async function GET(request: Request): Promise<Response> {
  return csvAnswer(await ask(exportResult, () => ({ token: new URL(request.url).searchParams.get('token') ?? '' })));
}
