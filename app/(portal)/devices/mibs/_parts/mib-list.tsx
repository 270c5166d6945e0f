'use client';

import { BookOpen } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { MibRow } from '#lib/services/mibs/list-mibs.ts';
import { UploadDialog } from './upload-dialog.tsx';

const columns: Column<MibRow>[] = [
  {
    id: 'name',
    header: 'Module',
    sortable: true,
    cell: ({ name }) => <span className="truncate font-medium">{name}</span>,
  },
  { id: 'root', header: 'Root', cell: ({ root }) => (root ? <Mono value={root.text} /> : '') },
  { id: 'names', header: 'Names', width: 90, align: 'end', cell: ({ names }) => names.toLocaleString('en') },
  {
    id: 'state',
    header: 'State',
    width: 250,
    cell: ({ troubles, builtIn }) =>
      troubles.length === 0 ? (
        <StateBadge state="ok">{builtIn ? 'Names that are met most' : 'Whole'}</StateBadge>
      ) : (
        <span className="truncate" data-tip={troubles.join('\n')}>
          <StateBadge state="warning">{troubles[0] ?? ''}</StateBadge>
        </span>
      ),
  },
  { id: 'by', header: 'From', width: 150, cell: ({ builtIn, uploadedBy }) => (builtIn ? 'Built in' : uploadedBy) },
  { id: 'at', header: 'Uploaded', width: 110, cell: ({ uploadedAt }) => <RelativeTime value={uploadedAt} /> },
];
const table: TableSchema = { sorts: ['name'], sort: { id: 'name', desc: false } };
const rowId = (row: MibRow) => row.id;
const rowLabel = (row: MibRow) => row.name;
const rowHref = (row: MibRow) => `/devices/mibs/${encodeURIComponent(row.id)}`;
const conflictsShown = 3;

/** All come at once; searching and sorting are the browser's. */
export function MibList({ mayEdit }: { mayEdit: boolean }) {
  const [state, change] = useUrlState(table);
  const data = useRows<MibRow>('/api/devices/mibs');
  const [uploading, setUploading] = useState(false);
  const all = data.answer?.rows;
  const shown = useMemo(() => {
    const word = state.q.trim().toLowerCase();
    const found = (all ?? []).filter(({ name, root }) =>
      [name, root?.text ?? '', root?.oid ?? ''].some((text) => text.toLowerCase().includes(word)),
    );
    return state.sort?.desc ? found.toReversed() : found;
  }, [all, state.q, state.sort]);
  const conflicts = (data.answer as { conflicts?: string[] } | null)?.conflicts ?? [];
  return (
    <Page fill>
      <PageHead
        back={{ href: '/devices', label: 'Devices' }}
        title="MIBs"
        count={data.answer?.total}
        primary={
          <Button
            kind="primary"
            onClick={() => setUploading(true)}
            disabledReason={!mayEdit && 'Only system administrators upload MIB modules.'}
          >
            Upload MIB modules
          </Button>
        }
      />
      {conflicts.length > 0 && (
        <Notice state="warning">
          {conflicts.slice(0, conflictsShown).join(' ')}
          {conflicts.length > conflictsShown && ` And ${conflicts.length - conflictsShown} more.`} Both are kept.
        </Notice>
      )}
      <DataTable<MibRow>
        label="MIB modules"
        columns={columns}
        data={{ ...data, answer: data.answer && { ...data.answer, rows: shown, total: shown.length } }}
        rowId={rowId}
        rowLabel={rowLabel}
        rowHref={rowHref}
        state={state}
        onChange={change}
        fill
        ageNoun="Modules"
        toolbar={<FilterBar state={state} onChange={change} placeholder="Search by module or root" />}
        empty={
          <EmptyState icon={<BookOpen aria-hidden />} title="No MIB modules">
            A MIB module gives the OIDs of a device their names.
          </EmptyState>
        }
      />
      {uploading && <UploadDialog onClose={() => setUploading(false)} onKept={() => data.refresh()} />}
    </Page>
  );
}
