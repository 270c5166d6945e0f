import { exportOffered } from '#lib/services/commands/offers/export-offered.ts';
import { ask } from '#lib/web/ask.ts';
import { csvAnswer } from '#lib/web/csv-answer.ts';

export const dynamic = 'force-dynamic';

/** The table that an offered command came back with, without what is not shown of it, as a file. */
export async function GET(request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get('token') ?? '';
  return csvAnswer(await ask(exportOffered, () => ({ token })));
}
