import { watchTopics } from '#lib/services/live/watch-topics.ts';
import { liveRoute } from '#lib/web/live-route.ts';

export const dynamic = 'force-dynamic';
export const GET = liveRoute(watchTopics);
