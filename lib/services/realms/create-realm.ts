import { z } from 'zod';
import type { Tree } from '../../config/directory.ts';
import type { Writer } from '../../directory/port.ts';
import { Dn } from '../../domain/dn.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import { defineUseCase } from '../use-case.ts';
import { checkDomains, domainInput, mostDomains } from './domain-rules.ts';
import { findParent } from './find-parent.ts';
import { isSystemAdministrator } from './is-system-administrator.ts';
import { maximumRefused } from './maximum-users.ts';

export const realmDescription = z
  .string()
  .trim()
  .max(500)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'The description has control characters.');
export const maximumUsers = z
  .number('The maximum is a number.')
  .int('The maximum is a whole number.')
  .min(0, 'The maximum is not below 0.')
  .max(10_000_000, 'The maximum is at most 10,000,000.');

export const createRealmInput = z.object({
  /** DN of the realm above; empty at the top. */
  parent: z.string().max(2000).default(''),
  name: z
    .string()
    .trim()
    .min(1, 'A realm needs a name.')
    .max(64, 'A name has at most 64 characters.')
    .regex(/^[^\p{C}]+$/u, 'The name has control characters.'),
  domains: z.array(domainInput).min(1, 'A realm needs a domain: the JIDs of its people are in it.').max(mostDomains),
  maximumUsers: maximumUsers.nullable().default(null),
  description: realmDescription.default(''),
});
type Input = z.infer<typeof createRealmInput>;

/** Makes a realm with its containers for people and groups; what was made goes again when one of them can't be. */
export const createRealm = defineUseCase({
  permission: 'realms.create',
  noun: 'realm',
  what: 'The realm was not created.',
  input: createRealmInput,
  find: (context, input) => findParent(context, input.parent),
  async act(context, input, { parent }): Promise<Result<{ id: string; name: string }>> {
    const { tree, directory, actor } = context;
    if (isReserved(input.name, tree))
      return failed({
        kind: 'invalid',
        why: `The name ${input.name} is kept for what lies in every realm.`,
        todo: 'Choose another name.',
        field: 'name',
      });
    if (input.maximumUsers !== null && !isSystemAdministrator(actor)) return maximumRefused();
    const allowed = await checkDomains(context, input.domains, parent);
    if (!allowed.ok) return allowed;
    const dn = (parent?.dn ?? tree.realmsBase).child(tree.realmRdn, input.name);
    const facts = attributesOf(input, tree);
    const change = {
      action: 'realms.create',
      kind: 'realm' as const,
      id: null,
      dn,
      name: input.name,
      realm: dn,
      before: null,
      after: facts,
    };
    const writer = directory.as(actor.dn);
    const added = await auditedChange(context, change, () => addWithContainers(writer, dn, facts, tree));
    if (!added.ok) return explainTaken(added, input, await checkDomains(context, input.domains, parent));
    await catalogRefresh(context, { dns: [dn] });
    const read = await writer.read(dn, ['entryUUID']);
    return ok({ id: read.ok ? (read.value?.id ?? '') : '', name: input.name });
  },
});

/** `people` at the top would be the people of no realm. */
function isReserved(name: string, tree: Tree): boolean {
  const rdn = Dn.of('').child(tree.realmRdn, name);
  return [tree.peopleRdn, tree.realmGroupsRdn].some((container) =>
    container.ancestry.some((part) => part.rdn.toLowerCase() === rdn.rdn.toLowerCase() || part.equals(rdn)),
  );
}

function attributesOf(input: Input, tree: Tree): Record<string, string[]> {
  return {
    ou: [input.name],
    [tree.realmRdn]: [input.name],
    [tree.domainAttribute]: input.domains,
    ...(input.description ? { description: [input.description] } : {}),
    ...(input.maximumUsers === null ? {} : { bwMaximumUsers: [String(input.maximumUsers)] }),
  };
}

async function addWithContainers(
  writer: Writer,
  dn: Dn,
  facts: Record<string, string[]>,
  tree: Tree,
): Promise<Result<void>> {
  const entries = [
    { dn, attributes: { objectClass: ['organizationalUnit', tree.realmClass], ...facts } },
    ...containers(dn, tree),
  ];
  for (const [index, entry] of entries.entries()) {
    const added = await writer.add(entry.dn, entry.attributes);
    if (added.ok) continue;
    // An answer that did not come may have been a yes, so the entry in question is tried as well.
    const made = entries.slice(0, added.failure.kind === 'timeout' ? index + 1 : index);
    const left = await deleteAll(writer, made.map((each) => each.dn).reverse());
    return left
      ? failed({
          ...added.failure,
          todo: `${added.failure.todo} The realm’s unfinished entry ${left.name} is still there: delete it before you try again.`,
        })
      : added;
  }
  return ok(undefined);
}

/** The containers of people and groups, each level of them once. */
function containers(realm: Dn, tree: Tree) {
  const levels = [tree.peopleRdn, tree.realmGroupsRdn].flatMap((relative) =>
    relative.ancestry.toReversed().map((part) => realm.below(part)),
  );
  const once = [...new Map(levels.map((dn) => [dn.key, dn])).values()];
  return once.map((dn) => ({ dn, attributes: { objectClass: ['organizationalUnit'], ou: [dn.name] } }));
}

/** Answers the first that could not be deleted, or null. */
async function deleteAll(writer: Writer, dns: readonly Dn[]): Promise<Dn | null> {
  for (const dn of dns) {
    const deleted = await writer.delete(dn);
    if (!deleted.ok && deleted.failure.kind !== 'not-found') return dn;
  }
  return null;
}

/** Somebody was quicker: the sentence names the domain, or the realm's name, that is taken now. */
function explainTaken<T>(result: Result<T> & { ok: false }, input: Input, domains: Result<void>): Result<never> {
  if (result.failure.kind !== 'taken') return result;
  if (!domains.ok) return domains;
  return failed({
    ...result.failure,
    why: `There is already something called ${input.name} here.`,
    todo: 'Choose another name.',
    field: 'name',
  });
}
