import { userFlags, userSorts } from '../services/users/list-users.ts';

/** The address of a list of users as input of the use case; what makes no sense falls away. Filter, sort and page as in app/_ui/table/url-state.ts. */
export function userQuery(query: URLSearchParams) {
  const sort = query.get('sort')?.replace(/^-/, '') ?? 'surname';
  return {
    text: (query.get('q') ?? '').slice(0, 200),
    realm: query.get('realm') ?? undefined,
    flags: query.getAll('state').filter((flag) => (userFlags as readonly string[]).includes(flag)),
    sort: (userSorts as readonly string[]).includes(sort) ? sort : 'surname',
    descending: query.get('sort')?.startsWith('-') ?? false,
    page: wholeNumber(query.get('page'), 1),
    pageSize: Math.min(wholeNumber(query.get('size'), 50), 200),
  };
}

function wholeNumber(text: string | null, fallback: number): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 && number <= 100_000 ? number : fallback;
}
