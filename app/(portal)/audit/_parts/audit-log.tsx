'use client';

import { Download, ScrollText } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { AuditEntry } from '#lib/services/audit/audit-entry.ts';
import { keepColumns } from '../../_parts/preference-actions.ts';
import { auditColumns, auditTable, outcomeFilter, sentenceOf } from './audit-columns.tsx';
import { MoreFilters } from './more-filters.tsx';
import { RecordSheet } from './record-sheet.tsx';

type Props = { columns?: string[]; actions: { value: string; label: string }[] };

const rowId = (row: AuditEntry) => String(row.seq);

/** The log with its filters; a record opens in a sheet whose number stands in the address. */
export function AuditLog({ columns, actions }: Props) {
  const [state, change, query] = useUrlState(auditTable);
  const router = useRouter();
  const record = useSearchParams().get('record');
  const asked = without(query, 'record');
  const data = useRows<AuditEntry>(`/api/audit?${asked}`, { refreshSeconds: 30 });
  const rowHref = useCallback((row: AuditEntry) => `/audit?${asked ? `${asked}&` : ''}record=${row.seq}`, [asked]);
  const close = () => router.push(asked ? `/audit?${asked}` : '/audit', { scroll: false });
  useFocusBack(record);
  const open = data.answer?.rows.find((row) => String(row.seq) === record);
  return (
    <Page fill>
      <PageHead
        title="Audit"
        count={data.answer?.total}
        actions={
          // Not a Link: fetched ahead, it would leave a record of an export that nobody made.
          <a href={`/api/audit/export?${asked}`} download className={buttonClass()}>
            <Download aria-hidden />
            Export CSV
          </a>
        }
      />
      <DataTable<AuditEntry>
        label="Audit log"
        columns={auditColumns}
        data={data}
        rowId={rowId}
        rowLabel={sentenceOf}
        rowHref={rowHref}
        state={state}
        onChange={change}
        fill
        ageNoun="List"
        shownColumns={columns}
        onShownColumns={(ids) => void keepColumns({ table: 'audit', columns: ids })}
        toolbar={
          <FilterBar
            state={state}
            onChange={change}
            placeholder="Search who or what"
            filters={[{ id: 'action', label: 'Action', single: true, options: actions }, outcomeFilter]}
          >
            <MoreFilters state={state} onChange={change} />
          </FilterBar>
        }
        empty={
          <EmptyState icon={<ScrollText aria-hidden />} title="Nothing is on record yet">
            Every sign-in and every change stands here from then on.
          </EmptyState>
        }
      />
      {open && <RecordSheet record={open} onClose={close} />}
    </Page>
  );
}

/** From a closed record to its row. */
function useFocusBack(record: string | null): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    const left = record === null ? last.current : null;
    last.current = record;
    if (!left) return;
    // After the sheet, which holds the focus till its end, is gone.
    const timer = setTimeout(() => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(left)}"]`)?.focus());
    return () => clearTimeout(timer);
  }, [record]);
}

function without(query: string, name: string): string {
  const params = new URLSearchParams(query);
  params.delete(name);
  return params.toString();
}
