import { listCommands } from '#lib/services/commands/list-commands.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listCommands, (query) => ({
  server: query.get('server') ?? undefined,
  fresh: query.get('fresh') === '1',
}));
