'use client';

import {
  columnVisibilityFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { Column } from './column.ts';
import type { Sort, TableState } from './url-state.ts';
import type { ChangeTableState } from './use-url-state.ts';

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature });

type TableViewOptions<Row> = {
  columns: Column<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  state: TableState;
  onChange: ChangeTableState;
  /** As this person left them; the usual ones without it. */
  shownColumns?: string[];
  onShownColumns?: (ids: string[]) => void;
};

/** Which columns show, in their order, and what a press on a head does to the order. Sorting itself is the server's. */
export function useTableView<Row extends object>(options: TableViewOptions<Row>) {
  const { columns, rows, rowId, state, onChange, shownColumns, onShownColumns } = options;
  const [chosen, setChosen] = useState(shownColumns);
  const shown = columns
    .filter((column, at) => at === 0 || column.fixed || (chosen ? chosen.includes(column.id) : !column.hidden))
    .map((column) => column.id);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        enableSorting: Boolean(column.sortable),
        sortDescFirst: Boolean(column.descFirst),
      })),
    [columns],
  );
  const sorting: SortingState = state.sort ? [state.sort] : [];
  const table = useTable({
    features,
    data: rows,
    columns: definitions,
    getRowId: rowId,
    manualSorting: true,
    enableSortingRemoval: false,
    state: {
      sorting,
      columnVisibility: Object.fromEntries(columns.map((column) => [column.id, shown.includes(column.id)])),
    },
    onSortingChange: (updater) => {
      const next = typeof updater === 'function' ? updater(sorting) : updater;
      onChange({ sort: (next[0] as Sort | undefined) ?? null });
    },
  });
  return {
    shown,
    visible: table.getVisibleLeafColumns().flatMap((leaf) => columns.find((column) => column.id === leaf.id) ?? []),
    show: (ids: string[]) => {
      setChosen(ids);
      onShownColumns?.(ids);
    },
    sortBy: (id: string) => table.getColumn(id)?.toggleSorting(undefined, false),
  };
}
