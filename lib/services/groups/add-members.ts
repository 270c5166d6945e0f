import { z } from 'zod';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { auditedChange } from '../audited-change.ts';
import { catalogRefresh } from '../catalog-refresh.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { changeOf, type FoundGroup, findGroup, groupName, heldBack, isGroup } from './find-group.ts';
import { memberRow } from './member-row.ts';
import { groupsAround } from './nesting.ts';
import { resolveMembers } from './resolve-members.ts';

const mostAtOnce = 500;

export const addMembersInput = z.object({
  id: z.uuid(),
  /** entryUUIDs of people and groups. */
  members: z.array(z.uuid()).max(mostAtOnce).default([]),
  /** Usernames and JIDs as they were pasted. */
  names: z.array(z.string().max(400)).max(mostAtOnce, `At most ${mostAtOnce} names go in at once.`).default([]),
});

/** `notes`: one sentence for each that was not added. */
export type AddedMembers = { added: { dn: string; name: string }[]; notes: string[] };

export const addMembers = defineUseCase({
  permission: 'groups.edit',
  noun: 'group',
  what: 'No member was added.',
  input: addMembersInput,
  find: (context, { id }) => findGroup(context, id),
  async act(context, input, found): Promise<Result<AddedMembers>> {
    const problem = heldBack(context, found) ?? notByHand(found);
    if (problem) return problem;
    const resolved = await resolveMembers(context, { ids: input.members, names: input.names });
    if (!resolved.ok) return resolved;
    const sorted = await sortOut(context, found, resolved.value.entries);
    if (!sorted.ok) return sorted;
    const { adding } = sorted.value;
    const unknown = new Set(input.members);
    const notes = [
      ...sorted.value.notes,
      ...resolved.value.missing.map((text) =>
        unknown.has(text) ? 'One of the chosen is not there any more.' : `Nobody goes by “${text}”.`,
      ),
    ];
    if (adding.length === 0)
      return notes.length
        ? failed({ kind: 'invalid', why: notes.slice(0, 10).join(' '), todo: 'Choose others.', field: 'names' })
        : ok({ added: [], notes });
    return carryOut(context, found, adding, notes);
  },
});

async function carryOut(
  context: Context,
  found: FoundGroup,
  adding: readonly Entry[],
  notes: string[],
): Promise<Result<AddedMembers>> {
  const { tree, directory, actor } = context;
  const attribute = tree.groupMember;
  const values = adding.map(({ dn }) => dn.toString());
  const change = {
    ...changeOf(found),
    action: 'groups.add-members',
    before: { [attribute]: [] },
    after: { [attribute]: values },
  };
  const added = await auditedChange(context, change, () =>
    directory.as(actor.dn).modify(found.entry.dn, [{ op: 'add', attribute, values }]),
  );
  if (!added.ok) return added;
  await catalogRefresh(context, { ids: [found.entry.id] });
  return ok({
    added: adding.map((entry) => ({ dn: entry.dn.toString(), name: memberRow(entry, context).name })),
    notes,
  });
}

/** A dynamic group's members are whoever its filter finds. */
export function notByHand({ dynamic }: FoundGroup) {
  if (!dynamic) return null;
  return failed({
    kind: 'constraint',
    why: 'A filter decides who is in this group.',
    todo: 'Change the filter instead.',
  });
}

/** Who is in already, and which groups would make a circle. */
async function sortOut(
  context: Context,
  { entry }: FoundGroup,
  candidates: readonly Entry[],
): Promise<Result<{ adding: Entry[]; notes: string[] }>> {
  const { tree, directory, actor } = context;
  const read = await directory.as(actor.dn).read(entry.dn, [tree.groupMember]);
  if (!read.ok) return read;
  if (!read.value) return notFound('group');
  const members = new Set(read.value.all(tree.groupMember).flatMap((name) => Dn.parse(name)?.key ?? []));
  const around = candidates.some((candidate) => isGroup(candidate, tree))
    ? await groupsAround(context, entry.dn)
    : ok(new Set<string>());
  if (!around.ok) return around;
  const adding: Entry[] = [];
  const notes: string[] = [];
  for (const candidate of candidates) {
    const { name } = memberRow(candidate, context);
    if (members.has(candidate.dn.key)) notes.push(`${name} is a member already.`);
    else if (candidate.dn.equals(entry.dn)) notes.push('A group can’t be a member of itself.');
    else if (around.value.has(candidate.dn.key))
      notes.push(`${name} contains ${groupName(entry)}, so it can’t be in it as well: that would be a circle.`);
    else adding.push(candidate);
  }
  return ok({ adding, notes });
}
