'use client';

import Link from 'next/link';
import { type MouseEvent, memo, type ReactNode } from 'react';
import { cx } from '../cx.ts';
import { Skeleton } from '../feedback/skeleton.tsx';
import { Checkbox } from '../form/checkbox.tsx';
import type { Column } from './column.ts';
import { RowFocus } from './row-focus.ts';

type TableRowProps<Row> = {
  id: string;
  row: Row;
  /** aria-rowindex: of all matching rows, the head being 1. */
  index: number;
  columns: Column<Row>[];
  label: string;
  href?: string;
  /** The one row in the tab order. */
  current: boolean;
  /** null: rows can't be selected. */
  selected: boolean | null;
  onToggle?: (id: string, on: boolean, range: boolean) => void;
  onOpen: (id: string) => void;
};

function Row_<Row>({ id, row, index, columns, label, href, current, selected, onToggle, onOpen }: TableRowProps<Row>) {
  const click = (event: MouseEvent<HTMLTableRowElement>) => {
    const onControl = (event.target as Element).closest('a, button, input, label, [data-no-open]');
    if (!href || onControl || event.ctrlKey || event.metaKey || event.shiftKey || window.getSelection()?.toString())
      return;
    onOpen(id);
  };
  return (
    <RowFocus value={current}>
      <tr
        data-row={id}
        tabIndex={current ? 0 : -1}
        aria-rowindex={index}
        aria-selected={selected ?? undefined}
        onClick={click}
        className={cx(href && 'row-opens', selected && 'row-selected')}
      >
        {selected !== null && (
          <td className="cell-check">
            <Checkbox
              labelHidden
              label={`Select ${label}`}
              tabIndex={current ? 0 : -1}
              checked={selected}
              onChange={(event) =>
                onToggle?.(id, event.target.checked, (event.nativeEvent as unknown as MouseEvent).shiftKey)
              }
            />
          </td>
        )}
        {columns.map((column, at) => (
          <td
            key={column.id}
            data-label={at === 0 ? undefined : column.header}
            className={cx(
              at === 0 && 'cell-first',
              column.align === 'end' && 'cell-end',
              column.phone === 'none' && 'cell-no-phone',
            )}
          >
            {at === 0 && href ? (
              <Link
                href={href}
                prefetch={false}
                tabIndex={current ? 0 : -1}
                onClick={(event) => remember(event, () => onOpen(id))}
                className="row-link"
              >
                {column.cell(row)}
              </Link>
            ) : (
              <div className="cell">{column.cell(row)}</div>
            )}
          </td>
        ))}
      </tr>
    </RowFocus>
  );
}

/** A plain click goes the table's way, which remembers where to come back to; others are the browser's. */
function remember(event: MouseEvent, open: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  open();
}

export const TableRow = memo(Row_) as typeof Row_;

type SkeletonRowsProps<Row> = { columns: Column<Row>[]; selectable: boolean; count: number; label: string };

/** The rows to come, at their size. */
export function SkeletonRows<Row>({ columns, selectable, count, label }: SkeletonRowsProps<Row>) {
  const bar = (at: number): ReactNode => <Skeleton className={cx('h-2.5', barWidths[at % barWidths.length])} />;
  return (
    <tbody aria-label={`Loading ${label}`}>
      {Array.from({ length: count }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike.
        <tr key={line} aria-hidden>
          {selectable && <td className="cell-check" />}
          {columns.map((column, at) => (
            <td key={column.id} className={cx(at === 0 && 'cell-first', column.phone === 'none' && 'cell-no-phone')}>
              {bar(line + at * 2)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

const barWidths = ['w-1/2', 'w-2/5', 'w-3/5', 'w-1/3', 'w-[45%]'];
