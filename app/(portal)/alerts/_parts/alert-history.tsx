'use client';

import { History } from 'lucide-react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { AlertView } from '#lib/services/alerts/alert-row.ts';
import { historyColumns } from './alert-columns.tsx';

const schema: TableSchema = { sorts: [] };

export function AlertHistory() {
  const [state, change, query] = useUrlState(schema);
  const data = useRows<AlertView>(`/api/alerts/history?${query}`);
  return (
    <DataTable<AlertView>
      label="Past alerts"
      columns={historyColumns}
      data={data}
      rowId={({ id }) => id}
      rowLabel={({ name }) => name}
      state={state}
      onChange={change}
      tall
      empty={
        <EmptyState icon={<History aria-hidden />} title="No past alerts">
          An alert that is over is kept here for a year.
        </EmptyState>
      }
    />
  );
}
