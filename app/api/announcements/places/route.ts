import { announcementPlaces } from '#lib/services/announcements/announcement-places.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(announcementPlaces, () => ({}));
