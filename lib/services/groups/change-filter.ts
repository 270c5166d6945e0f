import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { planEdit } from '../plan-edit.ts';
import { defineUseCase } from '../use-case.ts';
import { withCurrent } from '../with-current.ts';
import { checkedMemberUrl, dynamicInput } from './dynamic-members.ts';
import { changeOf, type FoundGroup, findGroup, heldBack } from './find-group.ts';
import { parseMemberUrl } from './member-url.ts';

const urlText = z.string().max(8000);
export type ChangedFilter = { before: string; after: string };

/** Decides anew who is in a dynamic group. */
export const changeFilter = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'The filter was not saved.',
  input: dynamicInput.extend({ id: z.uuid(), /** The URL that was shown. */ before: urlText }),
  find: (context, { id }) => findGroup(context, id),
  async act(context, input, found): Promise<Result<ChangedFilter>> {
    const checked = checkedMemberUrl(context, found.realm, input);
    return checked.ok ? save(context, found, input.before, checked.value.text) : checked;
  },
});

/** Undo: the URL that was there before, as it was written. */
export const restoreFilter = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'The filter was not put back.',
  input: z.object({ id: z.uuid(), before: urlText, after: urlText }),
  find: (context, { id }) => findGroup(context, id),
  async act(context, { before, after }, found): Promise<Result<ChangedFilter>> {
    const url = parseMemberUrl(after);
    if (!url)
      return failed({
        kind: 'invalid',
        why: 'The portal can’t read the filter that was there before.',
        todo: 'Write it anew.',
        field: 'filter',
      });
    const checked = checkedMemberUrl(context, found.realm, url);
    return checked.ok ? save(context, found, before, after) : checked;
  },
});

async function save(
  context: Context,
  found: FoundGroup,
  before: string,
  after: string,
): Promise<Result<ChangedFilter>> {
  const held = heldBack(context, found);
  if (held) return held;
  if (!found.dynamic)
    return failed({
      kind: 'constraint',
      why: 'This group has no filter: its members are chosen one by one.',
      todo: 'Add members instead.',
    });
  const plan = planEdit({ memberURL: before ? [before] : [] }, { memberURL: [after] });
  if (plan.modifications.length === 0) return ok({ before, after });
  const { dn, id } = found.entry;
  const saved = await auditedChange(
    context,
    { ...changeOf(found), action: 'groups.change-filter', before: plan.before, after: plan.after },
    async () => {
      const writer = context.directory.as(context.actor.dn);
      return withCurrent(writer, dn, ['memberURL'], await writer.modify(dn, plan.modifications));
    },
  );
  if (!saved.ok) return saved;
  await catalogRefresh(context, { ids: [id] });
  return ok({ before, after });
}
