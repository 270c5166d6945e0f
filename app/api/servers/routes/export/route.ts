import { exportRoutes } from '#lib/services/servers/server-routes.ts';
import { ask } from '#lib/web/ask.ts';
import { csvAnswer } from '#lib/web/csv-answer.ts';

export const dynamic = 'force-dynamic';

/** ?id=&q= */
export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  return csvAnswer(await ask(exportRoutes, () => ({ id: query.get('id') ?? '', q: query.get('q') ?? '' })));
}
