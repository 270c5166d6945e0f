'use client';

import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { ProgressLine } from '../feedback/progress-line.tsx';
import { type Column, checkboxWidth, leastTableWidth } from './column.ts';
import { isSelected, selectedCount } from './selection.ts';
import { TableHead } from './table-head.tsx';
import { SkeletonRows, TableRow } from './table-row.tsx';
import type { TableState } from './url-state.ts';
import type { useRowKeys } from './use-row-keys.ts';
import type { Rows } from './use-rows.ts';
import type { SelectionControls } from './use-selection.ts';

type TableGridProps<Row> = {
  label: string;
  columns: Column<Row>[];
  page: [id: string, row: Row][];
  data: Rows<Row>;
  state: TableState;
  onSort: (id: string) => void;
  rowLabel: (row: Row) => string;
  rowHref?: (row: Row) => string;
  keys: ReturnType<typeof useRowKeys<Row>>;
  /** null: rows can't be selected. */
  choose: SelectionControls<Row> | null;
  tall: boolean;
  fill: boolean;
  /** Instead of rows, when there are none. */
  nothing: ReactNode;
};

const skeletonRowsMost = 20;

/** The table itself in its box: head, rows or their skeletons, and the line that says it is loading. */
export function TableGrid<Row>(props: TableGridProps<Row>) {
  const { label, columns, page, data, state, onSort, choose, tall, fill, nothing } = props;
  const { answer, loading, failure } = data;
  const old = loading && answer !== null;
  const selecting = choose !== null && selectedCount(choose.selection) > 0;
  return (
    <div hidden={answer === null && failure !== null} className={cx('table-box', fill && 'md:min-h-0 md:flex-1')}>
      <div className="table-progress">
        {old && (
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
          aria-busy={loading}
          aria-rowcount={answer ? answer.total + 1 : -1}
          aria-multiselectable={choose ? true : undefined}
          className={cx('rows', tall && 'rows-tall', old && 'rows-old')}
          style={{ minWidth: leastTableWidth(columns, choose !== null) }}
        >
          <colgroup>
            {choose && <col style={{ width: checkboxWidth }} />}
            {columns.map((column) => (
              <col key={column.id} style={{ width: column.width }} />
            ))}
          </colgroup>
          <TableHead
            columns={columns}
            sort={state.sort}
            onSort={onSort}
            select={choose && pageSelection(choose, page)}
          />
          {answer === null && !failure && (
            <SkeletonRows
              columns={columns}
              selectable={choose !== null}
              count={Math.min(state.size, skeletonRowsMost)}
              label={label}
            />
          )}
          {page.length > 0 && <Body {...props} />}
        </table>
        {answer !== null && page.length === 0 && nothing}
      </div>
    </div>
  );
}

function Body<Row>({ page, columns, state, rowLabel, rowHref, keys, choose }: TableGridProps<Row>) {
  const first = (state.page - 1) * state.size + 2;
  return (
    <tbody onKeyDown={keys.onKeyDown} onFocus={keys.onFocus} onBlur={keys.onBlur}>
      {page.map(([id, row], at) => (
        <TableRow
          key={id}
          id={id}
          row={row}
          index={first + at}
          columns={columns}
          label={rowLabel(row)}
          href={rowHref?.(row)}
          current={id === keys.current}
          selected={choose ? isSelected(choose.selection, id) : null}
          onToggle={choose?.toggle}
          onOpen={keys.open}
        />
      ))}
    </tbody>
  );
}

/** How the checkbox in the head stands. */
export function pageSelection<Row>(choose: SelectionControls<Row>, page: [id: string, row: Row][]) {
  const selected = page.filter(([id]) => isSelected(choose.selection, id)).length;
  return { all: selected > 0 && selected === page.length, some: selected > 0, toggle: choose.togglePage };
}
