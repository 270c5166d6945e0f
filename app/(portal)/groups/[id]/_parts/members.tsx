'use client';

import { UserMinus, UsersRound } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import { type Selection, selectedCount } from '#app/_ui/table/selection.ts';
import { type RowsAnswer, useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { MemberRow } from '#lib/services/groups/member-row.ts';
import type { GroupView } from '#lib/services/groups/view-group.ts';
import { memberHref } from '../../_parts/member-name.tsx';
import { addMembers, removeMembers } from '../../actions.ts';
import { AddMembersDialog } from './add-members-dialog.tsx';
import { memberColumns, memberTable } from './member-columns.tsx';
import { onAddMembers } from './open-add-members.ts';

const rowId = (row: MemberRow) => row.id;
const rowLabel = (row: MemberRow) => row.name;

type Answer = RowsAnswer<MemberRow> & { more?: boolean; hidden?: number };

/** Who is in the group: fifty at a time, searched by the server, removed with Undo. */
export function Members({ group }: { group: GroupView }) {
  const [state, change] = useUrlState(memberTable);
  const params = useSearchParams();
  const query = new URLSearchParams({
    id: group.id,
    q: params.get('q') ?? '',
    page: params.get('page') ?? '',
    size: params.get('size') ?? '',
  });
  // The URL of a dynamic group is part of the question: another filter, other members.
  if (group.dynamic) query.set('filter', group.dynamic.url);
  const data = useRows<MemberRow>(`/api/groups/members?${query}`);
  const answer = data.answer as Answer | null;
  const [adding, setAdding] = useState(false);
  useEffect(() => onAddMembers(() => setAdding(true)), []);
  const router = useRouter();
  const toast = useToast();
  const byHand = group.kind !== 'dynamic';
  const reason = group.may.members.allowed ? undefined : group.may.members.reason;
  const refresh = () => {
    data.refresh();
    router.refresh();
  };

  const remove = async (members: MemberRow[]) => {
    const result = await removeMembers({ id: group.id, members: members.map(({ dn }) => dn) });
    refresh();
    if (!result.ok)
      return toast({
        title: result.failure.what,
        description: `${result.failure.why} ${result.failure.todo}`,
        tone: 'problem',
      });
    toast({
      title:
        members.length === 1
          ? `${members[0]?.name} is no longer in ${group.name}`
          : `${members.length} members were removed from ${group.name}`,
      undo: async () => {
        const back = await addMembers({ id: group.id, members: members.map(({ id }) => id) });
        refresh();
        if (!back.ok) toast({ title: 'It was not undone', description: back.failure.why, tone: 'problem' });
      },
    });
  };
  const bulk = (selection: Selection<MemberRow>, clear: () => void) => {
    const chosen = [...selection.rows.values()];
    const tooMany = selection.all
      ? 'Choose the members page by page.'
      : chosen.length > 500
        ? 'At most 500 at once.'
        : undefined;
    const run = () => {
      clear();
      void remove(chosen);
    };
    return [
      {
        label: 'Remove members',
        icon: <UserMinus aria-hidden />,
        count: selectedCount(selection),
        disabledReason: reason ?? tooMany,
        onRun: run,
      },
    ];
  };
  return (
    <Section title={byHand ? 'Members' : 'Members found now'} hint={hintOf(group, answer)}>
      <DataTable<MemberRow>
        label="Members"
        columns={memberColumns}
        data={data}
        rowId={rowId}
        rowLabel={rowLabel}
        rowHref={memberHref}
        state={state}
        onChange={change}
        toolbar={<FilterBar state={state} onChange={change} placeholder="Search members" />}
        bulkActions={byHand ? bulk : undefined}
        empty={
          <EmptyState icon={<UsersRound aria-hidden />} title={byHand ? 'No members yet' : 'The filter finds nobody'}>
            {byHand
              ? 'Add people and other groups, one by one or pasted.'
              : 'People who fit later are in the group by themselves.'}
          </EmptyState>
        }
      />
      {adding && <AddMembersDialog group={group} onClose={() => setAdding(false)} onDone={refresh} />}
    </Section>
  );
}

function hintOf(group: GroupView, answer: Answer | null): string {
  if (!answer) return 'Loading';
  const { total, more, hidden = 0 } = answer;
  const count = total.toLocaleString('en');
  if (group.kind === 'dynamic')
    return more ? `The first ${count} and more. Search to narrow it.` : `${count} found, among those whom you may see.`;
  if (hidden === 0) return count;
  return `${count} · ${hidden.toLocaleString('en')} more ${hidden === 1 ? 'is' : 'are'} not shown: outside of what you may see, or no longer in the directory.`;
}
