import { groupKinds, groupSorts, listGroups } from '#lib/services/groups/list-groups.ts';
import { jsonRoute } from '#lib/web/json-route.ts';

export const dynamic = 'force-dynamic';

/** The address of the list of groups; what makes no sense falls away. */
export const GET = jsonRoute(listGroups, (query) => {
  const sort = query.get('sort')?.replace(/^-/, '');
  const kind = query.get('kind');
  return {
    text: (query.get('q') ?? '').slice(0, 200),
    realm: query.get('realm') ?? undefined,
    kind: groupKinds.find((known) => known === kind),
    systemWide: query.get('place') === 'system',
    sort: groupSorts.find((known) => known === sort),
    descending: query.get('sort')?.startsWith('-') ?? false,
    page: Math.max(1, Math.trunc(Number(query.get('page'))) || 1),
    pageSize: Math.min(200, Math.max(1, Math.trunc(Number(query.get('size'))) || 50)),
  };
});
