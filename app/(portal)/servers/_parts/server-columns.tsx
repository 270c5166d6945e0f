import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { ServerRow } from '#lib/services/servers/list-servers.ts';
import { ServerStateBadge } from './server-state-badge.tsx';

export const serverTable: TableSchema = { sorts: ['name'], sort: { id: 'name', desc: false } };

export const serverColumns: Column<ServerRow>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: ({ name }) => <span className="truncate font-medium">{name}</span>,
  },
  { id: 'domain', header: 'Domain', cell: ({ domain }) => <Mono value={domain} /> },
  { id: 'state', header: 'State', width: 130, cell: ({ state }) => <ServerStateBadge state={state} /> },
  { id: 'since', header: 'Since', width: 110, cell: ({ state }) => <RelativeTime value={state.since} /> },
  {
    id: 'why',
    header: 'Why',
    cell: ({ state }) => (
      <span className="truncate text-soft" data-tip={state.is === 'away' ? state.why : undefined}>
        {state.is === 'away' ? state.why : ''}
      </span>
    ),
  },
  { id: 'host', header: 'Host', hidden: true, cell: ({ host, port }) => <Mono value={placeOf(host, port)} /> },
  { id: 'account', header: 'Account', hidden: true, cell: ({ jid }) => <Mono value={jid} /> },
];

export function placeOf(host: string, port: number): string {
  if (host === '') return 'by SRV records';
  return port === 0 ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
