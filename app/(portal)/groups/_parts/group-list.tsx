'use client';

import { Contact, Plus } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { GroupRow } from '#lib/services/groups/list-groups.ts';
import { keepColumns } from '../../_parts/preference-actions.ts';
import { groupColumns, groupFilters, groupTable } from './group-columns.tsx';

type Props = { columns?: string[]; mayCreate: boolean /** Groups of the whole system too. */; seesAll: boolean };

const rowId = (row: GroupRow) => row.id;
const rowLabel = (row: GroupRow) => row.name;
const rowHref = (row: GroupRow) => `/groups/${row.id}`;

export function GroupList({ columns, mayCreate, seesAll }: Props) {
  const [state, change, query] = useUrlState(groupTable);
  const realm = useSearchParams().get('realm');
  const data = useRows<GroupRow>(`/api/groups?${query}`);
  const create = (
    <Button
      kind="primary"
      icon={<Plus aria-hidden />}
      href={realm ? `/groups/new?realm=${encodeURIComponent(realm)}` : '/groups/new'}
      disabledReason={!mayCreate && 'You have no right to create groups.'}
    >
      Create group
    </Button>
  );
  return (
    <Page fill>
      <PageHead title="Groups" count={data.answer?.total} primary={create} />
      <DataTable<GroupRow>
        label="Groups"
        columns={groupColumns}
        data={data}
        rowId={rowId}
        rowLabel={rowLabel}
        rowHref={rowHref}
        state={state}
        onChange={change}
        fill
        ageNoun="List"
        shownColumns={columns}
        onShownColumns={(ids) => void keepColumns({ table: 'groups', columns: ids })}
        toolbar={
          <FilterBar
            state={state}
            onChange={change}
            placeholder="Search by name or description"
            filters={groupFilters(seesAll)}
          />
        }
        empty={
          <EmptyState icon={<Contact aria-hidden />} title="No groups here yet" action={mayCreate && create}>
            A group names people together: for grants, rooms and mail, or just to find them again.
          </EmptyState>
        }
      />
    </Page>
  );
}
