import { listBoards } from '#lib/services/boards/list-boards.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listBoards, (query) => ({ text: query.get('q') ?? undefined }));
