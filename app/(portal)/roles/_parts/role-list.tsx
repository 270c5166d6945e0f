'use client';

import { Plus, ShieldCheck } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { RoleRow } from '#lib/services/roles/list-roles.ts';
import { keepColumns } from '../../_parts/preference-actions.ts';
import { CreateRoleDialog } from './create-role-dialog.tsx';

const schema: TableSchema = { sorts: ['name', 'occupants'], sort: { id: 'name', desc: false }, sizes: [1000] };

const columns: Column<RoleRow>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    fixed: true,
    cell: (row) => (
      <>
        <span className="flex size-5 flex-none items-center justify-center text-faint">
          <ShieldCheck aria-hidden />
        </span>
        <span className="truncate">{row.name}</span>
        {row.builtIn && <Chip>built in</Chip>}
      </>
    ),
  },
  {
    id: 'occupants',
    header: 'Occupants',
    width: 120,
    align: 'end',
    sortable: true,
    descFirst: true,
    cell: (row) => row.occupants.toLocaleString('en'),
  },
  {
    id: 'description',
    header: 'Description',
    cell: (row) => <span className="truncate text-soft">{row.description}</span>,
  },
];

const rowId = (row: RoleRow) => row.id;
const rowLabel = (row: RoleRow) => row.name;
const rowHref = (row: RoleRow) => `/roles/${row.id}`;

type Props = {
  columns?: string[];
  mayCreate: boolean /** With the dialog open: the page /roles/new. */;
  creating?: boolean;
};

export function RoleList({ columns: shown, mayCreate, creating: startCreating = false }: Props) {
  const [state, change, query] = useUrlState(schema);
  const data = useRows<RoleRow>(`/api/roles?${query}`);
  const [creating, setCreating] = useState(startCreating);
  const router = useRouter();
  const close = () => {
    setCreating(false);
    if (startCreating) router.replace('/roles');
  };
  const create = (
    <Button
      kind="primary"
      icon={<Plus aria-hidden />}
      disabledReason={!mayCreate && 'Only system administrators create roles.'}
      onClick={() => setCreating(true)}
    >
      Create role
    </Button>
  );
  return (
    <Page fill>
      <PageHead title="Roles" count={data.answer?.total} primary={create} />
      <DataTable<RoleRow>
        label="Roles"
        columns={columns}
        data={data}
        rowId={rowId}
        rowLabel={rowLabel}
        rowHref={rowHref}
        state={state}
        onChange={change}
        sizes={schema.sizes}
        fill
        shownColumns={shown}
        onShownColumns={(ids) => void keepColumns({ table: 'roles', columns: ids })}
        toolbar={<FilterBar state={state} onChange={change} placeholder="Search by name or description" />}
        empty={
          <EmptyState icon={<ShieldCheck aria-hidden />} title="No roles here yet">
            A role gives people the rights that realms grant to it.
          </EmptyState>
        }
      />
      {creating && <CreateRoleDialog onClose={close} />}
    </Page>
  );
}
