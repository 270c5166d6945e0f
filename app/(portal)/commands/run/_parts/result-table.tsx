'use client';

import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import type { TableState } from '#app/_ui/table/url-state.ts';
import type { ResultTable as Table } from '#lib/services/commands/step-view.ts';

type Row = { id: string; cells: string[][] };

const rowId = ({ id }: Row) => id;
const rowLabel = ({ cells }: Row) => cells[0]?.join(', ') || 'Row';
const collator = new Intl.Collator('en', { numeric: true });

/** Rows of a result (XEP-0004, 3.4): sorted and paged here, exported by the server. */
export function ResultTable({ token, table, offered }: { token: string; table: Table; offered: boolean }) {
  const [state, setState] = useState<TableState>({ q: '', sort: null, page: 1, size: 50, filters: {} });
  const columns = useMemo(
    () =>
      table.columns.map(
        ({ label, isJid }, at): Column<Row> => ({
          id: String(at),
          header: label,
          sortable: true,
          cell: ({ cells }) => {
            const text = cells[at]?.join(', ') ?? '';
            return isJid ? <Mono value={text} /> : <span className="truncate">{text}</span>;
          },
        }),
      ),
    [table],
  );
  const { sort } = state;
  const rows = useMemo(() => {
    const all = table.rows.map((cells, at): Row => ({ id: String(at), cells }));
    if (!sort) return all;
    const textOf = ({ cells }: Row) => cells[Number(sort.id)]?.join(', ') ?? '';
    const sorted = all.sort((left, right) => collator.compare(textOf(left), textOf(right)));
    return sort.desc ? sorted.reverse() : sorted;
  }, [table, sort]);
  const first = (state.page - 1) * state.size;
  const answer = { rows: rows.slice(first, first + state.size), total: rows.length };
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 text-sm">
          {rows.length.toLocaleString('en')} {rows.length === 1 ? 'row' : 'rows'}
        </p>
        <a
          href={`/api/commands/${offered ? 'offered-result' : 'result'}?${new URLSearchParams({ token })}`}
          download
          className={buttonClass('plain', 's')}
        >
          <Download aria-hidden />
          Export CSV
        </a>
      </div>
      <DataTable<Row>
        label="Result"
        columns={columns}
        data={{ answer, loading: false, failure: null, refresh: () => {} }}
        rowId={rowId}
        rowLabel={rowLabel}
        state={state}
        onChange={(change) => setState((before) => ({ ...before, page: 1, ...change }))}
        empty={<p className="px-3 py-6 text-center text-faint text-sm">The list is empty.</p>}
      />
    </div>
  );
}
