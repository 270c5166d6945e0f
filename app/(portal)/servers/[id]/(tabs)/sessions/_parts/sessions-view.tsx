'use client';

import { MonitorSmartphone, Unplug } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar, type FilterDef } from '#app/_ui/table/filter-bar.tsx';
import type { Selection } from '#app/_ui/table/selection.ts';
import type { BulkAction } from '#app/_ui/table/selection-bar.tsx';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { SessionRow } from '#lib/services/servers/list-sessions.ts';
import type { ServerHosts } from '#lib/services/servers/server-hosts.ts';
import { useServerData } from '../../../_parts/use-server-data.ts';
import { EndSessionsDialog } from './end-sessions-dialog.tsx';
import { HostFigures } from './host-figures.tsx';
import { sessionColumns, sessionTable } from './session-columns.tsx';
import { useSessions } from './use-sessions.ts';

const rowId = ({ jid }: SessionRow) => jid;
const rowLabel = ({ jid }: SessionRow) => jid;
const mostAtOnce = 200;
const hostSeconds = 15;

type Props = { id: string; mayEnd: boolean; mayLookUp: boolean };

/** Who is connected now, and how many in each domain. */
export function SessionsView({ id, mayEnd, mayLookUp }: Props) {
  const [state, change] = useUrlState(sessionTable);
  const hosts = useServerData<ServerHosts>(`/api/servers/hosts?${new URLSearchParams({ id })}`, hostSeconds);
  const data = useSessions(id, state);
  const [ending, setEnding] = useState<{ jids: string[]; clear: () => void } | null>(null);
  const users = hosts.value?.rows.filter(({ kind }) => kind === 'users') ?? [];
  const filters: FilterDef[] = [
    ...(users.length > 1
      ? [
          {
            id: 'host',
            label: 'Domain',
            single: true,
            options: users.map(({ host }) => ({ value: host, label: host })),
          },
        ]
      : []),
    { id: 'show', label: 'Presence', single: true, options: [{ value: 'active', label: 'Active' }] },
  ];
  const rowHref = useMemo(
    () =>
      mayLookUp
        ? ({ account }: SessionRow) => `/servers/${id}/accounts?${new URLSearchParams({ jid: account })}`
        : undefined,
    [id, mayLookUp],
  );
  const actions = useCallback(
    (selection: Selection<SessionRow>, clear: () => void): BulkAction[] => [
      {
        label: 'End sessions',
        icon: <Unplug aria-hidden />,
        danger: true,
        disabledReason: whyNot(selection, mayEnd),
        onRun: () => setEnding({ jids: [...selection.rows.keys()], clear }),
      },
    ],
    [mayEnd],
  );
  return (
    <div className="grid min-w-0 gap-5">
      <HostFigures hosts={users} />
      <DataTable<SessionRow>
        label="Sessions"
        columns={sessionColumns}
        data={data}
        rowId={rowId}
        rowLabel={rowLabel}
        rowHref={rowHref}
        state={state}
        onChange={change}
        ageNoun="Sessions"
        staleAfterSeconds={30}
        bulkActions={actions}
        toolbar={
          <FilterBar state={state} onChange={change} placeholder="Search by JID, node or address" filters={filters} />
        }
        empty={
          <EmptyState icon={<MonitorSmartphone aria-hidden />} title="Nobody is online">
            A session stands here as long as somebody’s client is connected to this server.
          </EmptyState>
        }
      />
      {ending && (
        <EndSessionsDialog
          id={id}
          jids={ending.jids}
          onClose={() => setEnding(null)}
          onEnded={() => {
            ending.clear();
            data.refresh();
            hosts.refresh();
          }}
        />
      )}
    </div>
  );
}

function whyNot(selection: Selection<SessionRow>, mayEnd: boolean): string | false {
  if (!mayEnd) return 'Only system administrators end sessions here.';
  if (selection.all) return 'Ending goes by the sessions that you see: select them on the page.';
  if (selection.rows.size > mostAtOnce) return `At most ${mostAtOnce} at once.`;
  return [...selection.rows.values()].some(({ own }) => own) && 'The portal’s own session is among them.';
}
