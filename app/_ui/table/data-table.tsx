'use client';

import { SearchX } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Button } from '../button.tsx';
import { cx } from '../cx.ts';
import { Age } from '../feedback/age.tsx';
import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorNote } from '../feedback/error-note.tsx';
import { Notice } from '../feedback/notice.tsx';
import type { Column } from './column.ts';
import { Pager } from './pager.tsx';
import { type Selection, selectedCount } from './selection.ts';
import { type BulkAction, SelectionBar } from './selection-bar.tsx';
import { pageSelection, TableGrid } from './table-grid.tsx';
import { isFiltered, type TableState, usualSizes } from './url-state.ts';
import { useRowKeys } from './use-row-keys.ts';
import type { Rows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import { useTableView } from './use-table-view.ts';
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
  /** What the page is about, so that / leads to its search; as with `fill`. */
  main?: boolean;
};

/** Sorting, filtering and paging are the server's; this shows one page of rows and everything that can be done with them. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, data, rowId, rowHref, state, onChange, toolbar, bulkActions, fill = false } = props;
  const path = usePathname();
  const { answer } = data;
  const rows = useMemo(() => answer?.rows ?? [], [answer]);
  const page = useMemo(() => rows.map((row): [string, Row] => [rowId(row), row]), [rows, rowId]);
  const { shownColumns, onShownColumns } = props;
  const view = useTableView({ columns, rows, rowId, state, onChange, shownColumns, onShownColumns });
  const selection = useSelection<Row>(`${path} ${label} ${state.q} ${JSON.stringify(state.filters)}`, page);
  const choose = bulkActions ? selection : null;
  const root = useRef<HTMLDivElement>(null);
  const keys = useRowKeys({ root, memory: `${path} ${label}`, page, rowHref, main: props.main ?? fill, choose });
  useLastPage(data, state, onChange);

  return (
    <div ref={root} data-table className={cx('relative flex min-w-0 flex-col', fill && 'md:min-h-0 md:flex-1')}>
      {toolbar && (
        <div className="flex flex-none items-start gap-2 pb-3">
          <div className="min-w-0 flex-1">{toolbar}</div>
          <ViewMenu
            columns={columns as Column<never>[]}
            shown={view.shown}
            onShown={view.show}
            sort={state.sort}
            onSort={(sort) => onChange({ sort })}
          />
        </div>
      )}
      <Troubles data={data} />
      <TableGrid
        {...props}
        columns={view.visible}
        page={page}
        onSort={view.sortBy}
        keys={keys}
        choose={choose}
        tall={props.tall ?? false}
        fill={fill}
        nothing={isFiltered(state) ? <NothingMatches state={state} onChange={onChange} /> : props.empty}
      />
      {choose && bulkActions && selectedCount(choose.selection) > 0 && (
        <SelectionBar
          selection={choose.selection}
          actions={bulkActions(choose.selection, choose.clear)}
          pageSelected={pageSelection(choose, page).all}
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

/** A page that no longer exists, because rows went away, leads to the last one that does. */
function useLastPage<Row>(data: Rows<Row>, state: TableState, onChange: ChangeTableState): void {
  const { answer, loading } = data;
  const past = answer !== null && !loading && answer.rows.length === 0 && answer.total > 0 && state.page > 1;
  const last = Math.max(1, Math.ceil((answer?.total ?? 0) / state.size));
  useEffect(() => {
    if (past && last < state.page) onChange({ page: last });
  }, [past, last, state.page, onChange]);
}

/** What went wrong, or what is missing, above the rows that are still there. */
function Troubles<Row>({ data }: { data: Rows<Row> }) {
  const retry = (
    <Button size="s" onClick={data.refresh}>
      Try again
    </Button>
  );
  if (!data.failure && !data.answer?.partial) return null;
  return (
    <div className="grid flex-none gap-2 pb-3">
      {data.failure && <ErrorNote failure={data.failure} action={retry} />}
      {data.answer?.partial && <Notice state="warning">{data.answer.partial}</Notice>}
    </div>
  );
}

function NothingMatches({ state, onChange }: { state: TableState; onChange: ChangeTableState }) {
  const both = state.q !== '' && Object.values(state.filters).some((values) => values.length > 0);
  return (
    <EmptyState
      icon={<SearchX />}
      title={state.q ? `Nothing matches “${state.q}”` : 'Nothing matches these filters'}
      action={<Button onClick={() => onChange({ q: '', filters: {} })}>Clear filters</Button>}
    >
      {both ? 'The filters beside the search narrow it too.' : 'Other words or fewer filters may find it.'}
    </EmptyState>
  );
}
