import { matchingUsers } from '#lib/services/users/matching-users.ts';
import { jsonRoute } from '#lib/web/json-route.ts';
import { userQuery } from '#lib/web/user-query.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(matchingUsers, userQuery);
