import { viewNodeJob } from '#lib/services/servers/nodes/view-node-job.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(viewNodeJob, (query) => ({ id: query.get('id') ?? '' }));
