import { z } from 'zod';
import type { Tree } from '../../config/directory.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { type EditPlan, planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { maximumUsers, realmDescription } from './create-realm.ts';
import { checkDomains, domainInput, mostDomains } from './domain-rules.ts';
import { domainUsers } from './domain-users.ts';
import { type FoundRealm, findRealm } from './find-realm.ts';
import { isSystemAdministrator } from './is-system-administrator.ts';
import { checkMaximum, maximumRefused } from './maximum-users.ts';
import { type PlanPreview, previewOf } from './plan-preview.ts';

const settings = z.object({
  domains: z.array(domainInput).max(mostDomains),
  maximumUsers: maximumUsers.nullable(),
  description: realmDescription,
});
export type RealmSettings = z.infer<typeof settings>;

/** `before` is what the form began with, `after` what is wanted. Undo sends them the other way round. */
export const editRealmInput = z.object({ id: z.uuid(), before: settings, after: settings });

export const editRealm = defineUseCase({
  permission: 'realms.edit',
  noun: 'realm',
  what: 'The realm was not changed.',
  input: editRealmInput,
  find: (context, { id }) => findRealm(context, id),
  async act(context, input, found): Promise<Result<EditPlan>> {
    const { entry } = found;
    const { directory, actor } = context;
    const planned = await planRealmEdit(context, input, found);
    if (!planned.ok || planned.value.modifications.length === 0) return planned;
    const plan = planned.value;
    const change = {
      action: 'realms.edit',
      kind: 'realm' as const,
      id: entry.id,
      dn: entry.dn,
      name: entry.dn.name,
      realm: entry.dn,
      before: plan.before,
      after: plan.after,
    };
    const saved = await auditedChange(context, change, async () => {
      const writer = directory.as(actor.dn);
      return withCurrent(writer, entry.dn, Object.keys(plan.after), await writer.modify(entry.dn, plan.modifications));
    });
    if (!saved.ok) return saved.failure.kind === 'taken' ? nameTaken(context, input.after, found, saved) : saved;
    await catalogRefresh(context, { ids: [entry.id] });
    return ok(plan);
  },
});

/** What saving would do, checked as saving would check it, and as the LDIF that goes to the directory. */
export const previewEditRealm = defineUseCase({
  permission: 'realms.edit',
  noun: 'realm',
  what: 'The change can’t be saved.',
  input: editRealmInput,
  find: (context, { id }) => findRealm(context, id),
  async act(context, input, found): Promise<Result<PlanPreview>> {
    const planned = await planRealmEdit(context, input, found);
    return planned.ok ? ok(previewOf(found.entry.dn, planned.value)) : planned;
  },
});

async function planRealmEdit(
  context: Context,
  { before, after }: z.infer<typeof editRealmInput>,
  found: FoundRealm,
): Promise<Result<EditPlan>> {
  const { tree } = context;
  const stored = found.entry.all(tree.domainAttribute);
  const plan = planEdit(asStored(imageOf(before, tree), stored, tree), asStored(imageOf(after, tree), stored, tree));
  if (plan.modifications.length === 0) return ok(plan);
  const checked = await checkSettings(context, before, after, found);
  return checked.ok ? ok(plan) : checked;
}

function imageOf({ domains, maximumUsers: most, description }: RealmSettings, tree: Tree): Image {
  return {
    [tree.domainAttribute]: domains,
    bwMaximumUsers: most === null ? [] : [String(most)],
    description: description ? [description] : [],
  };
}

/** The page shows domains in lower case; a value is deleted by how it is written in the directory. Their order means nothing. */
function asStored(image: Image, stored: readonly string[], tree: Tree): Image {
  const written = (domain: string) => stored.find((value) => value.toLowerCase() === domain) ?? domain;
  return { ...image, [tree.domainAttribute]: (image[tree.domainAttribute] ?? []).map(written).sort() };
}

async function checkSettings(
  context: Context,
  before: RealmSettings,
  after: RealmSettings,
  { entry, ancestors }: FoundRealm,
): Promise<Result<void>> {
  const come = after.domains.filter((domain) => !before.domains.includes(domain));
  const gone = before.domains.filter((domain) => !after.domains.includes(domain));
  if (before.domains.length > 0 && after.domains.length === 0)
    return failed({
      kind: 'invalid',
      why: 'A realm needs a domain: the JIDs of its people are in it.',
      todo: 'Add another domain before the last one goes.',
      field: 'domains',
    });
  const allowed = await checkDomains(context, come, ancestors[0] ?? null, entry.id);
  if (!allowed.ok) return allowed;
  if (before.maximumUsers !== after.maximumUsers) {
    if (!isSystemAdministrator(context.actor)) return maximumRefused();
    const fits =
      after.maximumUsers === null ? ok(undefined) : await checkMaximum(context, entry.dn, after.maximumUsers);
    if (!fits.ok) return fits;
  }
  return checkUnused(context, gone);
}

async function checkUnused(context: Context, domains: readonly string[]): Promise<Result<void>> {
  for (const domain of domains) {
    const users = await domainUsers(context, domain);
    if (!users.ok) return users;
    if (users.value > 0) {
      const count =
        users.value === 1 ? '1 person has an address' : `${users.value.toLocaleString('en')} people have addresses`;
      return failed({
        kind: 'constraint',
        why: `The domain ${domain} is in use: ${count} in it.`,
        todo: 'Give them other addresses first.',
        field: 'domains',
      });
    }
  }
  return ok(undefined);
}

async function nameTaken<T>(
  context: Context,
  after: RealmSettings,
  { entry, ancestors }: FoundRealm,
  result: Result<T>,
): Promise<Result<never>> {
  const checked = await checkDomains(context, after.domains, ancestors[0] ?? null, entry.id);
  return checked.ok ? (result as Result<never>) : checked;
}
