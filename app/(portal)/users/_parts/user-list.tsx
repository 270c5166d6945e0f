'use client';

import { UserPlus, UsersRound } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { UserRow } from '#lib/services/users/list-users.ts';
import { keepColumns } from '../../_parts/preference-actions.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { PresenceProvider } from './presence-cells.tsx';
import { useBulkActions } from './use-bulk-actions.tsx';
import { userColumns, userColumnsWithPresence, userFilters, userTable } from './user-columns.tsx';

export type MayWithUsers = {
  create: boolean;
  lock: boolean;
  unlock: boolean;
  disable: boolean;
  delete: boolean;
  presence: boolean;
};

const rowId = (row: UserRow) => row.id;
const rowLabel = (row: UserRow) => row.name;
const rowHref = (row: UserRow) => `/users/${row.id}`;
const noRight = 'You have no right to create users.';

export function UserList({ columns, may }: { columns?: string[]; may: MayWithUsers }) {
  const [state, change, query] = useUrlState(userTable);
  const realm = useSearchParams().get('realm');
  const data = useRows<UserRow>(`/api/users?${query}`);
  const bulk = useBulkActions(may, query);
  const create = realm ? `/users/new?realm=${encodeURIComponent(realm)}` : '/users/new';
  const createButton = (
    <Button kind="primary" icon={<UserPlus aria-hidden />} href={create} disabledReason={!may.create && noRight}>
      Create user
    </Button>
  );
  return (
    <Page fill>
      <PageHead title="Users" count={data.answer?.total} primary={createButton} />
      <PresenceProvider>
        <DataTable<UserRow>
          label="Users"
          columns={may.presence ? userColumnsWithPresence : userColumns}
          data={data}
          rowId={rowId}
          rowLabel={rowLabel}
          rowHref={rowHref}
          state={state}
          onChange={change}
          fill
          ageNoun="List"
          shownColumns={columns}
          onShownColumns={(ids) => void keepColumns({ table: 'users', columns: ids })}
          toolbar={<FilterBar state={state} onChange={change} placeholder="Search users" filters={userFilters} />}
          bulkActions={bulk.actions}
          empty={
            <EmptyState icon={<UsersRound aria-hidden />} title="No users here yet" action={may.create && createButton}>
              People stand here as soon as they are in the directory.
            </EmptyState>
          }
        />
      </PresenceProvider>
      {bulk.running && <BulkDialog run={bulk.running} onClose={bulk.close} onDone={data.refresh} />}
    </Page>
  );
}
