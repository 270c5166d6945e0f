import { previewFilter } from '#lib/services/groups/preview-filter.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';

/** ?realm=DN (empty: whole system)&base=DN and filter=text or easy=JSON of conditions */
export const GET = jsonRoute(previewFilter, (query) => ({
  realm: query.get('realm') || null,
  base: query.get('base') ?? '',
  filter: query.get('filter') ?? '',
  easy: query.has('easy') ? parsed(query.get('easy') ?? '') : undefined,
}));

/** What isn't JSON is refused by the use case, with its sentence. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
