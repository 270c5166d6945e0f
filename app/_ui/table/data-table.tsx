'use client';

import {
  columnVisibilityFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { SearchX } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Button } from '../button.tsx';
import { cx } from '../cx.ts';
import { Age } from '../feedback/age.tsx';
import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorNote } from '../feedback/error-note.tsx';
import { Notice } from '../feedback/notice.tsx';
import { ProgressLine } from '../feedback/progress-line.tsx';
import { type Column, checkboxWidth, leastTableWidth } from './column.ts';
import { Pager } from './pager.tsx';
import { isSelected, type Selection, selectedCount } from './selection.ts';
import { type BulkAction, SelectionBar } from './selection-bar.tsx';
import { TableHead } from './table-head.tsx';
import { SkeletonRows, TableRow } from './table-row.tsx';
import { isFiltered, type Sort, type TableState, usualSizes } from './url-state.ts';
import { useRowKeys } from './use-row-keys.ts';
import type { Rows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import type { ChangeTableState } from './use-url-state.ts';
import { ViewMenu } from './view-menu.tsx';

export type DataTableProps<Row> = {
  /** What the rows are, for readers: "Users". */
  label: string;
  /** At module scope or memoized. The first one names the row and links to it. */
  columns: Column<Row>[];
  /** From useRows. */
  data: Rows<Row>;
  rowId: (row: Row) => string;
  /** Name of a row, for its checkbox and link. */
  rowLabel: (row: Row) => string;
  /** Where Enter and a click lead. */
  rowHref?: (row: Row) => string;
  /** From useUrlState. */
  state: TableState;
  onChange: ChangeTableState;
  sizes?: number[];
  /** A FilterBar. */
  toolbar?: ReactNode;
  /** Ids of the columns to show, as this person left them. */
  shownColumns?: string[];
  onShownColumns?: (ids: string[]) => void;
  /** With it, rows can be selected. */
  bulkActions?: (selection: Selection<Row>, clear: () => void) => BulkAction[];
  /** First run: nothing is there and nothing is filtered. An EmptyState. */
  empty: ReactNode;
  /** Whose age is shown at the foot: "Catalog". */
  ageNoun?: string;
  staleAfterSeconds?: number;
  /** 48 px rows. */
  tall?: boolean;
  /** Takes the height that is left and scrolls within; needs `<Page fill>`. */
  fill?: boolean;
};

const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature });

/** Sorting, filtering and paging are the server's; this shows one page of rows and everything that can be done with them. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const {
    label,
    columns,
    data,
    rowId,
    rowLabel,
    rowHref,
    state,
    onChange,
    toolbar,
    bulkActions,
    tall = false,
    fill = false,
  } = props;
  const path = usePathname();
  const answer = data.answer;
  const rows = useMemo(() => answer?.rows ?? [], [answer]);
  const page = useMemo(() => rows.map((row): [string, Row] => [rowId(row), row]), [rows, rowId]);
  const [shown, setShown] = useShown(columns, props.shownColumns, props.onShownColumns);
  const table = useTable({
    features,
    data: rows,
    columns: useMemo(
      () =>
        columns.map((column) => ({
          id: column.id,
          header: column.header,
          enableSorting: Boolean(column.sortable),
          sortDescFirst: Boolean(column.descFirst),
        })),
      [columns],
    ),
    getRowId: rowId,
    manualSorting: true,
    enableSortingRemoval: false,
    state: {
      sorting: state.sort ? [state.sort] : [],
      columnVisibility: Object.fromEntries(columns.map((column) => [column.id, shown.includes(column.id)])),
    },
    onSortingChange: (updater) => {
      const now: SortingState = state.sort ? [state.sort] : [];
      const next = typeof updater === 'function' ? updater(now) : updater;
      onChange({ sort: (next[0] as Sort | undefined) ?? null });
    },
  });
  const visible = table
    .getVisibleLeafColumns()
    .flatMap((leaf) => columns.find((column) => column.id === leaf.id) ?? []);

  const choose = useSelection<Row>(`${path} ${label} ${state.q} ${JSON.stringify(state.filters)}`, page);
  const pageSelected = page.length > 0 && page.every(([id]) => isSelected(choose.selection, id));
  const someSelected = page.some(([id]) => isSelected(choose.selection, id));
  const root = useRef<HTMLDivElement>(null);
  const keys = useRowKeys({
    root,
    memory: `${path} ${label}`,
    page,
    rowHref,
    main: fill,
    choose: bulkActions ? choose : null,
  });
  const selecting = Boolean(bulkActions) && selectedCount(choose.selection) > 0;
  const nothing = answer !== null && rows.length === 0;

  return (
    <div ref={root} data-table className={cx('relative flex min-w-0 flex-col', fill && 'md:min-h-0 md:flex-1')}>
      <div className="flex flex-none items-start gap-2 pb-3 empty:hidden">
        <div className="min-w-0 flex-1">{toolbar}</div>
        <ViewMenu
          columns={columns as Column<never>[]}
          shown={shown}
          onShown={setShown}
          sort={state.sort}
          onSort={(sort) => onChange({ sort })}
        />
      </div>
      {data.failure && (
        <div className="flex-none pb-3">
          <ErrorNote
            failure={data.failure}
            action={
              <Button size="s" onClick={data.refresh}>
                Try again
              </Button>
            }
          />
        </div>
      )}
      {answer?.partial && (
        <div className="flex-none pb-3">
          <Notice state="warning">{answer.partial}</Notice>
        </div>
      )}
      <div
        hidden={answer === null && data.failure !== null}
        className={cx('table-box', fill && 'md:min-h-0 md:flex-1')}
      >
        <div className="table-progress">
          {data.loading && answer && (
            <span className="block animate-late">
              <ProgressLine label={`Loading ${label}`} bare />
            </span>
          )}
        </div>
        <div className={cx('table-scroll', selecting && 'table-scroll-selecting')}>
          <table
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and keys, which is a grid.
            role="grid"
            aria-label={label}
            aria-busy={data.loading}
            aria-rowcount={answer ? answer.total + 1 : -1}
            aria-multiselectable={bulkActions ? true : undefined}
            className={cx('rows', tall && 'rows-tall', data.loading && answer && 'rows-old')}
            style={{ minWidth: leastTableWidth(visible, Boolean(bulkActions)) }}
          >
            <colgroup>
              {bulkActions && <col style={{ width: checkboxWidth }} />}
              {visible.map((column) => (
                <col key={column.id} style={{ width: column.width }} />
              ))}
            </colgroup>
            <TableHead
              columns={visible}
              sort={state.sort}
              onSort={(id) => table.getColumn(id)?.toggleSorting(undefined, false)}
              select={bulkActions ? { all: pageSelected, some: someSelected, toggle: choose.togglePage } : null}
            />
            {answer === null && !data.failure && (
              <SkeletonRows
                columns={visible}
                selectable={Boolean(bulkActions)}
                count={Math.min(state.size, 20)}
                label={label}
              />
            )}
            {rows.length > 0 && (
              <tbody onKeyDown={keys.onKeyDown} onFocus={keys.onFocus} onBlur={keys.onBlur}>
                {page.map(([id, row], at) => (
                  <TableRow
                    key={id}
                    id={id}
                    row={row}
                    index={(state.page - 1) * state.size + at + 2}
                    columns={visible}
                    label={rowLabel(row)}
                    href={rowHref?.(row)}
                    current={id === keys.current}
                    selected={bulkActions ? isSelected(choose.selection, id) : null}
                    onToggle={choose.toggle}
                    onOpen={keys.open}
                  />
                ))}
              </tbody>
            )}
          </table>
          {nothing &&
            (isFiltered(state) ? (
              <NothingMatches state={state} onClear={() => onChange({ q: '', filters: {} })} />
            ) : (
              props.empty
            ))}
        </div>
      </div>
      {bulkActions && (
        <SelectionBar
          selection={choose.selection}
          actions={selecting ? bulkActions(choose.selection, choose.clear) : []}
          pageSelected={pageSelected}
          total={answer?.total ?? 0}
          onPage={() => choose.togglePage(true)}
          onAll={() => choose.selectAll(answer?.total ?? 0)}
          onClear={choose.clear}
          fill={fill}
        />
      )}
      <Pager
        page={state.page}
        size={state.size}
        sizes={props.sizes ?? usualSizes}
        total={answer?.total ?? null}
        onPage={(next) => onChange({ page: next })}
        onSize={(size) => onChange({ size })}
      >
        {answer?.asOf && (
          <Age
            noun={props.ageNoun}
            asOf={answer.asOf}
            staleAfterSeconds={props.staleAfterSeconds}
            onRefresh={data.refresh}
            refreshing={data.loading}
          />
        )}
      </Pager>
    </div>
  );
}

/** The chosen columns: the person's, or the usual ones; the first column and fixed ones always. */
function useShown<Row>(
  columns: Column<Row>[],
  given: string[] | undefined,
  onShown?: (ids: string[]) => void,
): [string[], (ids: string[]) => void] {
  const [chosen, setChosen] = useState(given);
  const shown = columns
    .filter((column, at) => at === 0 || column.fixed || (chosen ? chosen.includes(column.id) : !column.hidden))
    .map((column) => column.id);
  const set = (ids: string[]) => {
    setChosen(ids);
    onShown?.(ids);
  };
  return [shown, set];
}

function NothingMatches({ state, onClear }: { state: TableState; onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title={state.q ? `Nothing matches “${state.q}”` : 'Nothing matches these filters'}
      action={<Button onClick={onClear}>Clear filters</Button>}
    >
      {state.q && Object.keys(state.filters).length > 0
        ? 'The filters beside the search narrow it too.'
        : 'Other words or fewer filters may find it.'}
    </EmptyState>
  );
}
