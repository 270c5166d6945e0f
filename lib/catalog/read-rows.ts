import type { Tree } from '../config/directory.ts';
import type { Reader } from '../directory/port.ts';
import type { Entry } from '../domain/entry.ts';
import { ok, type Result } from '../domain/failure.ts';
import { and, equal, type Filter, not, or } from '../domain/filter.ts';
import type { Landscape } from './landscape.ts';
import { catalogAttributes, isDynamic, kindOf, project } from './project.ts';
import type { CatalogRow } from './row.ts';

type From = { reader: Reader; tree: Tree; landscape: Landscape };

/** Ids in one filter. */
export const idsPerSearch = 200;
const entriesPerPage = 250;
/** Groups come with their members: ten thousand of them are about a megabyte. */
const groupsPerPage = 20;

/** Every entry that the catalog holds, page by page. The last item may be a failure. */
export async function* allRows(from: From): AsyncGenerator<Result<CatalogRow[]>> {
  yield* rowsOf(
    from,
    and(catalogFilter(from.tree), not(staticGroupFilter(from.tree))),
    catalogAttributes(from.tree),
    entriesPerPage,
  );
  yield* groupRows(from);
}

/** Roles, and static groups with their members. */
export async function* countedRows(from: From): AsyncGenerator<Result<CatalogRow[]>> {
  yield* rowsOf(from, equal('objectClass', from.tree.roleClass), catalogAttributes(from.tree), entriesPerPage);
  yield* groupRows(from);
}

function groupRows(from: From): AsyncGenerator<Result<CatalogRow[]>> {
  const attributes = [...catalogAttributes(from.tree), from.tree.groupMember];
  return rowsOf(from, staticGroupFilter(from.tree), attributes, groupsPerPage);
}

/** Every entry that belongs into the catalog. */
export function catalogFilter(tree: Tree): Filter {
  const classes = [tree.personClass, tree.groupClass, tree.dynamicGroupClass, tree.roleClass, tree.realmClass];
  return or(...classes.map((name) => equal('objectClass', name)));
}

/** Rows of the entries with these ids, at most 200; an id without a row is of no entry, or of one that no list shows. */
export async function rowsById(from: From, ids: readonly string[]): Promise<Result<CatalogRow[]>> {
  const found = await searchIds(from, ids, catalogAttributes(from.tree));
  if (!found.ok) return found;
  const groups = found.value.filter((entry) => kindOf(entry, from.tree) === 'group' && !isDynamic(entry, from.tree));
  const members = new Map<string, string[]>();
  for (let start = 0; start < groups.length; start += groupsPerPage) {
    const some = groups.slice(start, start + groupsPerPage).map((entry) => entry.id);
    const counted = await searchIds(from, some, ['entryUUID', from.tree.groupMember]);
    if (!counted.ok) return counted;
    for (const entry of counted.value) members.set(entry.id, entry.all(from.tree.groupMember));
  }
  return ok(
    found.value.flatMap((entry) => project(entry, from.landscape, from.tree, members.get(entry.id) ?? null) ?? []),
  );
}

async function searchIds(
  { reader, tree }: From,
  ids: readonly string[],
  attributes: string[],
): Promise<Result<Entry[]>> {
  if (ids.length === 0) return ok([]);
  const filter = or(...ids.map((id) => equal('entryUUID', id)));
  const found = await reader.search({ base: tree.base, scope: 'sub', filter, attributes, limit: ids.length });
  return found.ok ? ok(found.value.entries) : found;
}

async function* rowsOf(
  from: From,
  filter: Filter,
  attributes: string[],
  pageSize: number,
): AsyncGenerator<Result<CatalogRow[]>> {
  const { reader, tree, landscape } = from;
  for await (const page of reader.pages({ base: tree.base, scope: 'sub', filter, attributes }, pageSize)) {
    if (!page.ok) return yield page;
    yield ok(page.value.flatMap((entry) => project(entry, landscape, tree, entry.all(tree.groupMember)) ?? []));
  }
}

function staticGroupFilter(tree: Tree): Filter {
  return and(equal('objectClass', tree.groupClass), not(equal('objectClass', tree.dynamicGroupClass)));
}
