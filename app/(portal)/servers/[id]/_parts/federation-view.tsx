'use client';

import { Waypoints } from 'lucide-react';
import { useMemo } from 'react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import { matchesFederation } from '#lib/services/servers/matches.ts';
import type { ServerFederation } from '#lib/services/servers/server-federation.ts';
import { CsvLink } from './csv-link.tsx';
import { federationColumns, federationTable, idOf, type Row, sortBy } from './federation-columns.tsx';
import { FederationFigures } from './federation-figures.tsx';
import { localRows, withIds } from './local-rows.ts';
import { ServerSaid } from './server-said.tsx';
import { type ServerData, useServerData } from './use-server-data.ts';

const rowId = ({ id }: Row) => id;
const rowLabel = ({ remote, direction }: Row) => `${direction === 'in' ? 'from' : 'to'} ${remote}`;

/** Sessions with other servers, both ways, in one table. */
export function FederationView({ id }: { id: string }) {
  const data = useServerData<ServerFederation>(`/api/servers/federation?${new URLSearchParams({ id })}`);
  return (
    <ServerSaid data={data} lines={8}>
      {(value) => (
        <div className="grid gap-5">
          <FederationFigures value={value} />
          <FederationTable id={id} value={value} data={data} />
        </div>
      )}
    </ServerSaid>
  );
}

function FederationTable({ id, value, data }: { id: string; value: ServerFederation; data: ServerData<unknown> }) {
  const [state, change] = useUrlState(federationTable);
  const rows = useMemo(() => withIds(value.rows, idOf), [value]);
  const answer = useMemo(
    () => ({ ...localRows(rows, state, matchesFederation, sortBy), asOf: value.asOf }),
    [rows, state, value.asOf],
  );
  return (
    <DataTable<Row>
      label="Sessions with other servers"
      columns={federationColumns}
      data={{ answer, loading: data.loading, failure: null, refresh: data.refresh }}
      rowId={rowId}
      rowLabel={rowLabel}
      state={state}
      onChange={change}
      ageNoun="Sessions"
      staleAfterSeconds={30}
      main
      toolbar={
        <FilterBar state={state} onChange={change} placeholder="Filter by domain, address or certificate">
          <CsvLink path="/api/servers/federation/export" id={id} q={state.q} />
        </FilterBar>
      }
      empty={
        <EmptyState icon={<Waypoints aria-hidden />} title="No sessions with other servers">
          One is opened when somebody here and somebody elsewhere write to each other.
        </EmptyState>
      }
    />
  );
}
