'use client';

import { Route as RouteIcon } from 'lucide-react';
import { useMemo } from 'react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import { matchesRoute } from '#lib/services/servers/matches.ts';
import type { RouteRow, ServerRoutes } from '#lib/services/servers/server-routes.ts';
import { CsvLink } from './csv-link.tsx';
import { localRows, withIds } from './local-rows.ts';
import { ServerSaid } from './server-said.tsx';
import { type ServerData, useServerData } from './use-server-data.ts';

type Row = RouteRow & { id: string };

const kinds = {
  users: 'Users',
  rooms: 'Rooms',
  service: 'Service',
  component: 'Component',
  peer: 'Another server',
  default: 'Everything else',
} as const satisfies Record<RouteRow['kind'], string>;

const columns: Column<Row>[] = [
  { id: 'domain', header: 'Domain', sortable: true, cell: ({ domain }) => <Mono value={domain} /> },
  { id: 'kind', header: 'Goes to', sortable: true, width: 150, cell: ({ kind }) => <Chip>{kinds[kind]}</Chip> },
  { id: 'target', header: 'Target', sortable: true, cell: ({ target }) => <Mono value={target} /> },
  {
    id: 'node',
    header: 'Node',
    sortable: true,
    cell: ({ node }) => (node === null ? <span className="text-faint">–</span> : <Mono value={node} />),
  },
];
const sortBy = {
  domain: ({ domain }: Row) => domain,
  kind: ({ kind }: Row) => kinds[kind],
  target: ({ target }: Row) => target,
  node: ({ node }: Row) => node,
};
const table: TableSchema = { sorts: Object.keys(sortBy), sort: { id: 'domain', desc: false } };
const idOf = ({ domain, kind, target, node }: RouteRow) => [domain, kind, target, node].join(' ');
const rowId = ({ id }: Row) => id;
const rowLabel = ({ domain }: Row) => domain;

/** Which domain goes where, as the server routes now. */
export function RoutesView({ id }: { id: string }) {
  const data = useServerData<ServerRoutes>(`/api/servers/routes?${new URLSearchParams({ id })}`);
  return (
    <ServerSaid data={data} lines={8}>
      {(value) => <RoutesTable id={id} value={value} data={data} />}
    </ServerSaid>
  );
}

function RoutesTable({ id, value, data }: { id: string; value: ServerRoutes; data: ServerData<unknown> }) {
  const [state, change] = useUrlState(table);
  const rows = useMemo(() => withIds(value.rows, idOf), [value]);
  const answer = useMemo(
    () => ({ ...localRows(rows, state, matchesRoute, sortBy), asOf: value.asOf }),
    [rows, state, value.asOf],
  );
  return (
    <DataTable<Row>
      label="Routes"
      columns={columns}
      data={{ answer, loading: data.loading, failure: null, refresh: data.refresh }}
      rowId={rowId}
      rowLabel={rowLabel}
      state={state}
      onChange={change}
      ageNoun="Routes"
      staleAfterSeconds={30}
      main
      toolbar={
        <FilterBar state={state} onChange={change} placeholder="Filter by domain, target or node">
          <CsvLink path="/api/servers/routes/export" id={id} q={state.q} />
        </FilterBar>
      }
      empty={<EmptyState icon={<RouteIcon aria-hidden />} title="No routes" />}
    />
  );
}
