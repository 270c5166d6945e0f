'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { cx } from '../cx.ts';
import { Checkbox } from '../form/checkbox.tsx';
import type { Column } from './column.ts';
import type { Sort } from './url-state.ts';

type TableHeadProps<Row> = {
  columns: Column<Row>[];
  sort: Sort | null;
  onSort: (id: string) => void;
  select: { all: boolean; some: boolean; toggle: (on: boolean) => void } | null;
};

export function TableHead<Row>({ columns, sort, onSort, select }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {select && (
          <th scope="col" className="cell-check">
            <Checkbox
              labelHidden
              label="Select this page"
              checked={select.all}
              mixed={select.some && !select.all}
              onChange={(event) => select.toggle(event.target.checked)}
            />
          </th>
        )}
        {columns.map((column) => {
          const sorted = sort?.id === column.id ? sort : null;
          const Arrow = (sorted ? sorted.desc : column.descFirst) ? ArrowDown : ArrowUp;
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={column.sortable ? (sorted ? (sorted.desc ? 'descending' : 'ascending') : 'none') : undefined}
              className={cx(column.align === 'end' && 'cell-end')}
            >
              {column.sortable ? (
                <button
                  type="button"
                  onClick={() => onSort(column.id)}
                  className={cx(
                    'group/sort -mx-1 inline-flex max-w-full items-center gap-1 rounded-sm px-1 hover:text-text',
                    sorted && 'text-text',
                    column.align === 'end' && 'flex-row-reverse',
                  )}
                >
                  <span className="truncate">{column.header}</span>
                  <Arrow
                    aria-hidden
                    className={cx(
                      '[&.lucide]:size-3',
                      !sorted && 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60',
                    )}
                  />
                </button>
              ) : (
                <span className="block truncate">{column.header}</span>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
