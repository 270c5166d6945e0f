'use client';

import { Plus, Server } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { Page } from '#app/_ui/frame/page.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import { FilterBar } from '#app/_ui/table/filter-bar.tsx';
import { useRows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { ServerRow } from '#lib/services/servers/list-servers.ts';
import { serverColumns, serverTable } from './server-columns.tsx';

const rowId = (row: ServerRow) => row.id;
const rowLabel = (row: ServerRow) => row.name;
const rowHref = (row: ServerRow) => `/servers/${row.id}`;
const refreshSeconds = 5;

/** All come at once, as the portal remembers them; searching and sorting are the browser's. */
export function ServerList({ mayEdit }: { mayEdit: boolean }) {
  const [state, change] = useUrlState(serverTable);
  const data = useRows<ServerRow>('/api/servers', { refreshSeconds });
  const all = data.answer?.rows;
  const shown = useMemo(() => {
    const word = state.q.trim().toLowerCase();
    const found = (all ?? []).filter(({ name, domain, host, jid }) =>
      [name, domain, host, jid].some((text) => text.toLowerCase().includes(word)),
    );
    return state.sort?.desc ? found.toReversed() : found;
  }, [all, state.q, state.sort]);
  const answer = data.answer && { ...data.answer, rows: shown, total: shown.length };
  const add = (
    <Button
      kind="primary"
      icon={<Plus aria-hidden />}
      href="/servers/new"
      disabledReason={!mayEdit && 'Only system administrators add servers.'}
    >
      Add server
    </Button>
  );
  return (
    <Page fill>
      <PageHead title="Servers" count={data.answer?.total} primary={add} />
      <DataTable<ServerRow>
        label="Servers"
        columns={serverColumns}
        data={{ ...data, answer }}
        rowId={rowId}
        rowLabel={rowLabel}
        rowHref={rowHref}
        state={state}
        onChange={change}
        fill
        ageNoun="States"
        toolbar={<FilterBar state={state} onChange={change} placeholder="Search by name, domain or host" />}
        empty={
          <EmptyState icon={<Server aria-hidden />} title="No servers yet" action={mayEdit && add}>
            An XMPP server that is added here can be watched and driven from the portal. The portal signs in to it with
            an administrator’s account of its own.
          </EmptyState>
        }
      />
    </Page>
  );
}
