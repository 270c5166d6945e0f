import { listUsers } from '#lib/services/users/list-users.ts';
import { jsonRoute } from '#lib/web/json-route.ts';
import { userQuery } from '#lib/web/user-query.ts';

export const dynamic = 'force-dynamic';
export const GET = jsonRoute(listUsers, userQuery);
