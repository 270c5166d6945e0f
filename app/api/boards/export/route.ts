import { exportBoard } from '#lib/services/boards/export-board.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(exportBoard, (query) => ({ id: query.get('id') ?? '' }));
