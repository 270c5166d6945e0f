import { z } from 'zod';
import { Dn } from '../../domain/dn.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { type Grant, grantAttributes, grants } from '../../domain/permission.ts';
import { grantLabels } from '../../policy/table.ts';
import { auditedChange, type Image } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { type EditPlan, planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { checkHolder } from './check-holder.ts';
import { findRealm } from './find-realm.ts';
import { type PlanPreview, previewOf } from './plan-preview.ts';

const holders = z.array(z.string().max(2000)).max(200, 'A right is given to at most 200 holders; use a group.');
const byGrant = z.object(
  Object.fromEntries(grants.map((grant) => [grant, holders.default([])])) as Record<
    Grant,
    z.ZodDefault<typeof holders>
  >,
);

/** Who holds each of the seven over this realm, as DNs: what was shown, and what is wanted. */
export type GrantHolders = Record<Grant, string[]>;
export const grantRealmInput = z.object({ id: z.uuid(), before: byGrant, after: byGrant });

/** Gives and takes delegation. Whoever loses something is signed out by the next look at their session. */
export const grantRealm = defineUseCase({
  permission: 'realms.grant',
  noun: 'realm',
  what: 'The delegation was not changed.',
  input: grantRealmInput,
  find: (context, { id }) => findRealm(context, id),
  async act(context, { before, after }, { entry }): Promise<Result<EditPlan>> {
    const { directory, actor } = context;
    const planned = await planGrants(context, before, after);
    if (!planned.ok || planned.value.modifications.length === 0) return planned;
    const plan = planned.value;
    const change = {
      action: 'realms.grant',
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
    if (!saved.ok) return saved;
    await catalogRefresh(context, { ids: [entry.id] });
    return ok(plan);
  },
});

/** What saving would do, checked as saving would check it. */
export const previewGrantRealm = defineUseCase({
  permission: 'realms.grant',
  noun: 'realm',
  what: 'The delegation can’t be saved.',
  input: grantRealmInput,
  find: (context, { id }) => findRealm(context, id),
  async act(context, { before, after }, { entry }): Promise<Result<PlanPreview>> {
    const planned = await planGrants(context, before, after);
    return planned.ok ? ok(previewOf(entry.dn, planned.value)) : planned;
  },
});

/** Order is nothing here: the same holders in another order are no change. */
async function planGrants(context: Context, before: GrantHolders, after: GrantHolders): Promise<Result<EditPlan>> {
  const image = (held: GrantHolders): Image =>
    Object.fromEntries(grants.map((grant) => [grantAttributes[grant], sorted(held[grant], before[grant])]));
  const plan = planEdit(image(before), image(after));
  const checked = plan.modifications.length > 0 ? await checkNew(context, before, after) : ok(undefined);
  return checked.ok ? ok(plan) : checked;
}

/** One value a DN, spelled as it was shown where it was. */
function sorted(values: readonly string[], shown: readonly string[]): string[] {
  const spelled = new Map([...values.map(wellSpelled), ...shown].map((value) => [keyOf(value), value]));
  return [...new Set(values.map(keyOf))].map((key) => spelled.get(key) as string).sort();
}

function wellSpelled(value: string): string {
  return Dn.parse(value)?.toString() ?? value;
}

function keyOf(value: string): string {
  return Dn.parse(value)?.key ?? value;
}

async function checkNew(context: Context, before: GrantHolders, after: GrantHolders): Promise<Result<void>> {
  const had = (grant: Grant) => new Set(before[grant].map(keyOf));
  const come = new Map<string, { value: string; grant: Grant }>();
  for (const grant of grants) {
    for (const value of after[grant]) if (!had(grant).has(keyOf(value))) come.set(keyOf(value), { value, grant });
  }
  for (const { value, grant } of come.values()) {
    const problem = await checkHolder(context, value);
    if (!problem.ok)
      return failed({
        ...problem.failure,
        what: `“${grantLabels[grant]}” was not given, and nothing else was changed.`,
        field: 'holders',
      });
  }
  return ok(undefined);
}
