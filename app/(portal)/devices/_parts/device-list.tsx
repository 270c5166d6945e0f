'use client';

import { Plus, Router } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { DeviceRow } from '#lib/services/devices/list-devices.ts';
import type { TrapsView } from '#lib/services/devices/view-traps.ts';
import { devices } from '../../_parts/live/use-live.ts';
import { useLiveRows } from '../../_parts/live/use-live-rows.ts';
import { DeviceStateBadge } from './device-state-badge.tsx';
import { TrapNotice } from './trap-notice.tsx';

const columns: Column<DeviceRow>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: ({ name }) => <span className="truncate font-medium">{name}</span>,
  },
  { id: 'host', header: 'Host', cell: ({ host, port }) => <Mono value={port === 161 ? host : `${host} ${port}`} /> },
  { id: 'state', header: 'State', width: 150, cell: ({ state }) => <DeviceStateBadge state={state} /> },
  { id: 'since', header: 'Since', width: 110, cell: ({ state }) => <RelativeTime value={state.since} /> },
  { id: 'polled', header: 'Polled', width: 110, cell: ({ state }) => <RelativeTime value={state.polledAt} /> },
  {
    id: 'why',
    header: 'Why',
    cell: ({ state }) => (
      <span className="truncate text-soft" data-tip={state.why || undefined}>
        {state.why}
      </span>
    ),
  },
  { id: 'snmp', header: 'SNMP', width: 90, hidden: true, cell: ({ snmp }) => `v${snmp}` },
];
const table: TableSchema = { sorts: ['name'], sort: { id: 'name', desc: false } };
const rowId = (row: DeviceRow) => row.id;
const rowLabel = (row: DeviceRow) => row.name;
const rowHref = (row: DeviceRow) => `/devices/${row.id}`;
const watches = [devices];
const refreshSeconds = 10;

/** All come at once, as the collector found them last; searching and sorting are the browser's. */
export function DeviceList({ mayEdit, traps }: { mayEdit: boolean; traps: TrapsView | null }) {
  const [state, change] = useUrlState(table);
  const data = useLiveRows<DeviceRow>('/api/devices', watches, refreshSeconds);
  const all = data.answer?.rows;
  const shown = useMemo(() => {
    const word = state.q.trim().toLowerCase();
    const found = (all ?? []).filter(({ name, host }) =>
      [name, host].some((text) => text.toLowerCase().includes(word)),
    );
    return state.sort?.desc ? found.toReversed() : found;
  }, [all, state.q, state.sort]);
  const answer = data.answer && { ...data.answer, rows: shown, total: shown.length };
  const add = (
    <Button
      kind="primary"
      icon={<Plus aria-hidden />}
      href="/devices/new"
      disabledReason={!mayEdit && 'Only system administrators add devices.'}
    >
      Add device
    </Button>
  );
  return (
    <Page fill>
      <PageHead
        title="Devices"
        count={data.answer?.total}
        actions={<Button href="/devices/mibs">MIBs</Button>}
        primary={add}
      />
      <TrapNotice first={traps} />
      <DataTable<DeviceRow>
        label="Devices"
        columns={columns}
        data={{ ...data, answer }}
        rowId={rowId}
        rowLabel={rowLabel}
        rowHref={rowHref}
        state={state}
        onChange={change}
        fill
        ageNoun="States"
        toolbar={<FilterBar state={state} onChange={change} placeholder="Search by name or host" />}
        empty={
          <EmptyState icon={<Router aria-hidden />} title="No devices yet" action={mayEdit && add}>
            Switches, hosts and printers that speak SNMP are polled once they are added here: their interfaces, storage
            and load come into the metrics.
          </EmptyState>
        }
      />
    </Page>
  );
}
