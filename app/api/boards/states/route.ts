import { readBoardStates } from '#lib/services/boards/read-states.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(readBoardStates, (query) => ({
  kinds: query.getAll('kind'),
  targets: query.getAll('target'),
}));
