import { exportBrowsed } from '#lib/services/devices/browse-device.ts';
import { ask } from '#lib/web/ask.ts';
import { csvAnswer } from '#lib/web/csv-answer.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const query = new URL(request.url).searchParams;
  return csvAnswer(await ask(exportBrowsed, () => ({ id: query.get('id') ?? '', what: query.get('what') ?? '' })));
}
