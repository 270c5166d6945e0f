'use client';

import { CircleCheck, Ellipsis } from 'lucide-react';
import { useMemo, useState } from 'react';
import { IconButton } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Menu, MenuItem } from '#app/_ui/overlay/menu.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { AlertView } from '#lib/services/alerts/alert-row.ts';
import { alerts } from '../../_parts/live/use-live.ts';
import { useLiveRows } from '../../_parts/live/use-live-rows.ts';
import { openColumns } from './alert-columns.tsx';
import { SilenceDialog } from './silence-dialog.tsx';
import { useAlertChanges } from './use-alert-changes.ts';

const schema: TableSchema = { sorts: [], sizes: [200] };
const watches = [alerts];
const refreshSeconds = 10;

export function AlertList({ mayEdit }: { mayEdit: boolean }) {
  const [state, change] = useUrlState(schema);
  const data = useLiveRows<AlertView>('/api/alerts', watches, refreshSeconds);
  const { acknowledge, release, silenced } = useAlertChanges(data.refresh);
  const [silencing, setSilencing] = useState<AlertView | null>(null);
  const columns = useMemo((): Column<AlertView>[] => {
    const refused = !mayEdit && 'You may not change how the servers are watched.';
    const actions: Column<AlertView> = {
      id: 'actions',
      header: 'Actions',
      width: 80,
      fixed: true,
      cell: (alert) => (
        <Menu
          trigger={
            <IconButton size="s" label={`Actions for ${alert.name}`} icon={<Ellipsis />} className="opacity-100!" />
          }
        >
          {alert.state === 'acknowledged' ? (
            <MenuItem disabledReason={refused} onSelect={() => void release(alert)}>
              Take back acknowledgement
            </MenuItem>
          ) : (
            <MenuItem
              disabledReason={refused || (alert.state === 'pending' && 'It doesn’t fire yet.')}
              onSelect={() => void acknowledge(alert)}
            >
              Acknowledge alert
            </MenuItem>
          )}
          <MenuItem disabledReason={refused} onSelect={() => setSilencing(alert)}>
            Silence…
          </MenuItem>
          <MenuItem href={`/alerts/rules/${alert.ruleId}`}>Open its rule</MenuItem>
        </Menu>
      ),
    };
    return [...openColumns, actions];
  }, [mayEdit, acknowledge, release]);
  return (
    <>
      <DataTable<AlertView>
        label="Alerts"
        columns={columns}
        data={data}
        rowId={({ id }) => id}
        rowLabel={({ name }) => name}
        state={state}
        onChange={change}
        sizes={schema.sizes}
        tall
        ageNoun="Alerts"
        staleAfterSeconds={60}
        empty={
          <EmptyState icon={<CircleCheck aria-hidden />} title="Nothing is the matter">
            No rule holds now. The rules are looked at every ten seconds.
          </EmptyState>
        }
      />
      {silencing && (
        <SilenceDialog alert={silencing} onClose={() => setSilencing(null)} onDone={(silence) => silenced(silence)} />
      )}
    </>
  );
}
