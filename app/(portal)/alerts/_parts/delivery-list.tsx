'use client';

import { Mails } from 'lucide-react';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { DataTable } from '#app/_ui/table/data-table.tsx';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { Rows } from '#app/_ui/table/use-rows.ts';
import { useUrlState } from '#app/_ui/table/use-url-state.ts';
import type { DeliveryView } from '#lib/services/alerts/channels.ts';
import { channelWords } from './channel-words.ts';

const schema: TableSchema = { sorts: [], sizes: [50] };
const states: Record<DeliveryView['state'], { state: State; word: string }> = {
  sent: { state: 'ok', word: 'Taken' },
  waiting: { state: 'unknown', word: 'Waits' },
  failing: { state: 'failing', word: 'Not taken' },
  uncertain: { state: 'warning', word: 'May have arrived' },
  'given-up': { state: 'failing', word: 'Given up' },
};
const kinds: Record<DeliveryView['kind'], string> = { firing: 'Begun', resolved: 'Over', test: 'Test' };

const columns: Column<DeliveryView>[] = [
  {
    id: 'about',
    header: 'Message',
    cell: ({ about, error }) => (
      <span className="min-w-0">
        <span className="block truncate font-medium">{about}</span>
        {error && (
          <span className="block truncate text-soft text-xs" data-tip={error}>
            {error}
          </span>
        )}
      </span>
    ),
  },
  { id: 'kind', header: 'Kind', width: 90, cell: ({ kind }) => kinds[kind] },
  {
    id: 'to',
    header: 'By',
    width: 220,
    cell: ({ channel, to }) => (
      <span className="min-w-0">
        <span className="block truncate">{channelWords[channel].name}</span>
        {to && <span className="block truncate font-mono text-soft text-xs">{to}</span>}
      </span>
    ),
  },
  {
    id: 'state',
    header: 'State',
    width: 170,
    cell: ({ state, again }) => (
      <span className="min-w-0">
        <StateBadge state={states[state].state}>{states[state].word}</StateBadge>
        {again && (
          <span className="block truncate text-soft text-xs">
            again <RelativeTime value={again} />
          </span>
        )}
      </span>
    ),
  },
  { id: 'tries', header: 'Tries', width: 70, cell: ({ tries }) => <span data-figures>{tries}</span> },
  { id: 'at', header: 'When', width: 110, cell: ({ at }) => <RelativeTime value={at} /> },
];

export function DeliveryList({ data }: { data: Rows<DeliveryView> }) {
  const [state, change] = useUrlState(schema);
  return (
    <DataTable<DeliveryView>
      label="Messages"
      columns={columns}
      data={data}
      rowId={({ id }) => id}
      rowLabel={({ about }) => about}
      state={state}
      onChange={change}
      sizes={schema.sizes}
      tall
      ageNoun="Messages"
      staleAfterSeconds={30}
      empty={
        <EmptyState icon={<Mails aria-hidden />} title="No messages yet">
          Each message about an alert that begins or ends stands here, with what became of it, for a month.
        </EmptyState>
      }
    />
  );
}
