import { z } from 'zod';
import { type CatalogHit, searchCatalog } from '../../catalog/query.ts';
import { type EntryKind, entryKinds } from '../../catalog/row.ts';
import type { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal, or } from '../../domain/filter.ts';
import type { Permission } from '../../domain/permission.ts';
import { realmsWhere } from '../../policy/can.ts';
import type { Context } from '../context.ts';
import { realmOf } from '../realm-of.ts';
import { defineUseCase } from '../use-case.ts';

const readPermissions = {
  person: 'users.read',
  group: 'groups.read',
  role: 'roles.read',
  realm: 'realms.read',
} as const satisfies Record<EntryKind, Permission>;

const folders = { person: 'users', group: 'groups', role: 'roles', realm: 'realms' } as const satisfies Record<
  EntryKind,
  string
>;

/** Of several kinds at once: so many that one kind hardly crowds out another. */
const mostTogether = 100;

export const searchInput = z.object({
  text: z.string().max(200),
  kinds: z
    .array(z.enum(entryKinds))
    .min(1)
    .max(entryKinds.length)
    .default([...entryKinds]),
  /** Of each kind. */
  limit: z.number().int().min(1).max(50).default(8),
});

export type SearchHit = {
  /** entryUUID */
  id: string;
  kind: EntryKind;
  name: string;
  /** uid and realm of a person, the realm of a group, what is above a realm. */
  detail: string;
  uid: string;
  realm: string;
  dn: string;
  href: string;
};

/**
 * Finds people, groups, roles and realms by the start of a word, from three letters on also inside of one. The catalog
 * proposes within the realms where the person may read; what is shown is what the directory then shows to that person.
 */
export const searchEverything = defineUseCase({
  permission: 'me.read',
  noun: 'search',
  what: 'The search was not carried out.',
  input: searchInput,
  find: async ({ actor }) => ok({ resource: { realm: actor.realm, person: actor } }),
  async act(context, input): Promise<Result<SearchHit[]>> {
    const kinds = [...new Set(input.kinds)];
    const questions = askedTogether(context, kinds);
    const proposed = await Promise.all(questions.map((question) => proposals(context, question, input)));
    return confirmed(context, proposed.flat());
  },
});

type Question = { kinds: EntryKind[]; within: string[] | null };

/** People are many and asked for alone; of the other kinds, those that are seen in the same realms are one question. */
function askedTogether({ actor }: Context, kinds: readonly EntryKind[]): Question[] {
  const questions = new Map<string, Question>();
  for (const kind of kinds) {
    const within = realmsWhere(actor, readPermissions[kind])?.map(({ key }) => key) ?? null;
    if (within?.length === 0) continue;
    const name = `${kind === 'person'} ${JSON.stringify(within)}`;
    const question = questions.get(name) ?? { kinds: [], within };
    questions.set(name, { ...question, kinds: [...question.kinds, kind] });
  }
  return [...questions.values()];
}

/** At most `limit` of each kind. */
async function proposals(
  { db }: Context,
  { kinds, within }: Question,
  { text, limit }: { text: string; limit: number },
): Promise<CatalogHit[]> {
  const some = kinds.length === 1 ? limit : mostTogether;
  const hits = await searchCatalog(db.prisma, text, { kinds, within, limit: some });
  return kinds.flatMap((kind) => hits.filter((hit) => hit.kind === kind).slice(0, limit));
}

/** One search as the signed-in person: a catalog that is behind, or a rule of the directory's own, shows nobody too much. */
async function confirmed(
  { directory, actor, tree }: Context,
  hits: readonly CatalogHit[],
): Promise<Result<SearchHit[]>> {
  if (hits.length === 0) return ok([]);
  const seen = await directory.as(actor.dn).search({
    base: tree.base,
    scope: 'sub',
    filter: or(...hits.map(({ id }) => equal('entryUUID', id))),
    attributes: ['entryUUID'],
    limit: hits.length,
  });
  if (!seen.ok) return seen;
  const visible = new Map(seen.value.entries.map((entry) => [entry.id, entry.dn]));
  return ok(
    hits.flatMap((hit) => {
      const dn = visible.get(hit.id);
      return dn ? [hitOf(hit, dn, tree)] : [];
    }),
  );
}

function hitOf({ id, kind, name, uid }: CatalogHit, dn: Dn, tree: Context['tree']): SearchHit {
  const realm = placeOf(kind, dn, tree);
  const detail = [kind === 'person' ? uid : '', realm].filter(Boolean).join(' · ');
  return { id, kind, name: name || dn.name, detail, uid, realm, dn: dn.toString(), href: `/${folders[kind]}/${id}` };
}

function placeOf(kind: EntryKind, dn: Dn, tree: Context['tree']): string {
  if (kind === 'role') return '';
  const realm = kind === 'realm' && dn.parent ? realmOf(dn.parent, tree) : realmOf(dn, tree);
  if (kind === 'group' && !realm) return 'Whole system';
  return realm?.name ?? '';
}
