import { z } from 'zod';
import type { Dn } from '../../domain/dn.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { mostValues, personAttribute, valueProblem } from '../../domain/person-attribute.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context, Portal } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { type EditPlan, planEdit } from '../plan-edit.ts';
import { checkAddresses, readRealm } from '../realm-domains.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { type Ending, endAfterChange } from './ending.ts';
import { type FoundUser, findUser } from './find-user.ts';
import { notThePortals } from './portal-accounts.ts';
import { noRenameUnderWay, notClaimedByRename } from './rename/guard.ts';

const image = z.record(z.string().max(100), z.array(z.string().max(4000)).max(mostValues));

export const editUserInput = z.object({
  id: z.uuid(),
  /** The values that the form began with. */
  before: image,
  /** The values wanted, for the same attributes. */
  after: image,
});
type Input = z.infer<typeof editUserInput>;

/** Changes attributes of a person. Answers what was changed, so that Undo can send it back the other way round. */
export const editUser = defineUseCase({
  permission: 'users.edit',
  noun: 'user',
  what: 'The change was not saved.',
  input: editUserInput,
  find: (context, { id }) => findUser(context, id),
  act: (context, input, found) => saveEdit(context, input, found, 'users.edit'),
});

/** `xmpp`: what became of the sessions of a JID that is no longer the person's. */
export type Edited = EditPlan & { xmpp?: Ending };

/** Shared with Me, which names the attributes that a person may change themselves. */
export async function saveEdit(
  context: Context,
  input: Input,
  found: FoundUser,
  action: string,
): Promise<Result<Edited>> {
  const { entry, realm } = found;
  const plan = planEdit(input.before, input.after);
  if (plan.modifications.length === 0) return ok(plan);
  const checked = await checkValues(context, plan, realm);
  if (!checked.ok) return checked;
  const names = await namesAreFree(context, plan, entry.id);
  if (!names.ok) return names;
  const change = {
    action,
    kind: 'user' as const,
    id: entry.id,
    dn: entry.dn,
    name: nameOf(entry),
    realm,
    before: plan.before,
    after: plan.after,
  };
  const saved = await auditedChange(context, change, async () => {
    const writer = context.directory.as(context.actor.dn);
    return withCurrent(writer, entry.dn, Object.keys(plan.after), await writer.modify(entry.dn, plan.modifications));
  });
  if (!saved.ok) return saved;
  await catalogRefresh(context, { ids: [entry.id] });
  const xmpp = await endOfOldJid(context, found, plan);
  return ok(xmpp ? { ...plan, xmpp } : plan);
}

/** An account whose JID is another one now is no longer where its sessions are. */
async function endOfOldJid(context: Context, found: FoundUser, plan: EditPlan): Promise<Ending | null> {
  const { directory, tree } = context;
  const attribute = tree.jidAttribute;
  const touched = Object.keys(plan.after).some((name) => name.toLowerCase() === attribute.toLowerCase());
  if (!touched) return null;
  const read = await directory.asService().read(found.entry.dn, [attribute]);
  const [old, now] = [found.entry.first(attribute), read.ok ? read.value?.first(attribute) : undefined];
  if (!old || !now || old.toLowerCase() === now.toLowerCase()) return null;
  return endAfterChange(context, found, [old], { when: 'now', reason: 'The address of this account has changed.' });
}

/** Addresses are a rename's while it lasts: the person's own ones, and the names that others are about to get. */
async function namesAreFree(portal: Portal, { after }: EditPlan, id: string): Promise<Result<void>> {
  const jids = ['mail', portal.tree.jidAttribute].flatMap((name) => after[name] ?? []);
  if (jids.length === 0) return ok(undefined);
  const own = await notThePortals(portal, jids);
  if (!own.ok) return own;
  const open = await noRenameUnderWay(portal, id);
  return open.ok ? notClaimedByRename(portal, { jids }) : open;
}

export async function checkValues(portal: Portal, plan: EditPlan, realm: Dn | null): Promise<Result<void>> {
  const problem = Object.entries(plan.after)
    .map(problemOf)
    .find((found) => found !== null);
  if (problem) return failed({ kind: 'invalid', todo: 'Correct it and save again.', ...problem });
  const jids = portal.tree.jidAttribute.toLowerCase();
  const addresses = Object.entries(plan.after).find(([name]) => name.toLowerCase() === jids)?.[1];
  if (!addresses || !realm) return ok(undefined);
  const read = await readRealm(portal, realm);
  return read.ok ? checkAddresses(portal, read.value, addresses) : read;
}

/** Names as the forms write them and in no other case: `MAIL` beside `mail` would go round what holds for the one. */
function problemOf([name, values]: [string, Image[string]]): { why: string; field: string } | null {
  const attribute = personAttribute(name);
  if (attribute?.name !== name) return { why: `${name} can’t be changed here.`, field: name };
  if (attribute.required && values.length === 0) return { why: `${attribute.label} needs a value.`, field: name };
  if (!attribute.several && values.length > 1) return { why: `${attribute.label} has one value at most.`, field: name };
  if (new Set(values.map((value) => value.toLowerCase())).size < values.length)
    return { why: `${attribute.label} has the same value twice.`, field: name };
  const why = values.map((value) => valueProblem(attribute, value)).find((found) => found !== null);
  return why ? { why, field: name } : null;
}
