'use client';

import { LayoutDashboard } from 'lucide-react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { BoardRow } from '#lib/services/boards/list-boards.ts';

const schema: TableSchema = { sorts: [], sizes: [500] };
const columns: Column<BoardRow>[] = [
  { id: 'name', header: 'Board', cell: ({ name }) => <span className="truncate font-medium">{name}</span> },
  {
    id: 'owner',
    header: 'Whose',
    width: 200,
    cell: ({ mine, owner }) => <span className="truncate text-soft">{mine ? 'Yours' : owner}</span>,
  },
  {
    id: 'shared',
    header: 'Seen by',
    width: 140,
    cell: ({ shared }) => (shared ? <Chip>All operators</Chip> : <Chip>Only you</Chip>),
  },
  { id: 'panels', header: 'Panels', width: 80, cell: ({ panels }) => <span data-figures>{panels}</span> },
  { id: 'changed', header: 'Changed', width: 130, cell: ({ changedAt }) => <RelativeTime value={changedAt} /> },
];

/** Own boards first, then what others share. */
export function BoardTable() {
  const [state, change] = useUrlState(schema);
  const data = useRows<BoardRow>('/api/boards');
  return (
    <DataTable<BoardRow>
      label="Boards"
      columns={columns}
      data={data}
      rowId={({ id }) => id}
      rowLabel={({ name }) => name}
      rowHref={({ id }) => `/boards/${id}`}
      state={state}
      onChange={change}
      sizes={schema.sizes}
      empty={
        <EmptyState
          icon={<LayoutDashboard aria-hidden />}
          title="No boards yet"
          action={<Button href="/boards/new">Add board</Button>}
        >
          A board holds the charts you look at together. Begin with an empty one, or with those of a server, a device or
          the directory.
        </EmptyState>
      }
    />
  );
}
