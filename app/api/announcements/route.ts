import { listAnnouncements } from '#lib/services/announcements/list-announcements.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listAnnouncements, () => ({}));
