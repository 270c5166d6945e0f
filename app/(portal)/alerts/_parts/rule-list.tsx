'use client';

import { BellRing } from 'lucide-react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { RuleRow } from '#lib/services/alerts/rules.ts';

const schema: TableSchema = { sorts: [], sizes: [200] };
const columns: Column<RuleRow>[] = [
  { id: 'name', header: 'Rule', cell: ({ name }) => <span className="truncate font-medium">{name}</span> },
  {
    id: 'severity',
    header: 'Severity',
    width: 110,
    cell: ({ severity, enabled }) =>
      enabled ? (
        <StateBadge state={severity === 'failing' ? 'failing' : 'warning'}>
          {severity === 'failing' ? 'Failing' : 'Warning'}
        </StateBadge>
      ) : (
        <StateBadge state="unknown">Off</StateBadge>
      ),
  },
  { id: 'where', header: 'Where', width: 140, cell: ({ where }) => <span className="truncate">{where}</span> },
  {
    id: 'condition',
    header: 'When',
    cell: ({ condition }) => (
      <span className="truncate text-soft" data-tip={condition}>
        {condition}
      </span>
    ),
  },
  { id: 'after', header: 'For', width: 110, cell: ({ after }) => after },
];

export function RuleList() {
  const [state, change] = useUrlState(schema);
  const data = useRows<RuleRow>('/api/alerts/rules');
  return (
    <DataTable<RuleRow>
      label="Rules"
      columns={columns}
      data={data}
      rowId={({ id }) => id}
      rowLabel={({ name }) => name}
      rowHref={({ id }) => `/alerts/rules/${id}`}
      state={state}
      onChange={change}
      sizes={schema.sizes}
      empty={
        <EmptyState icon={<BellRing aria-hidden />} title="No rules">
          A rule says what operators are told of. Without one, nothing is.
        </EmptyState>
      }
    />
  );
}
