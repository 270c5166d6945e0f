import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { SessionRow } from '#lib/services/servers/list-sessions.ts';
import { ShowBadge } from '../../../_parts/show-badge.tsx';

export const sessionTable: TableSchema = { sorts: [], filters: ['host', 'show'] };

const text = (value: string | number | null) =>
  value === null ? <span className="text-faint">–</span> : <span className="truncate">{value}</span>;

export const sessionColumns: Column<SessionRow>[] = [
  { id: 'jid', header: 'JID', cell: ({ jid }) => <Mono value={jid} /> },
  {
    id: 'person',
    header: 'Person',
    width: 128,
    cell: ({ person, own }) => {
      if (person) return <Chip href={`/users/${person.id}`}>{person.name}</Chip>;
      return own ? <span className="text-faint">The portal</span> : text(null);
    },
  },
  {
    id: 'show',
    header: 'Presence',
    width: 128,
    cell: ({ show, status }) => <ShowBadge show={show} status={status} />,
  },
  { id: 'since', header: 'Since', width: 92, cell: ({ since }) => <RelativeTime value={since} /> },
  {
    id: 'address',
    header: 'Address',
    width: 104,
    cell: ({ address }) => (address ? <Mono value={address} /> : text(null)),
  },
  { id: 'node', header: 'Node', width: 116, cell: ({ node }) => (node ? <Mono value={node} /> : text(null)) },
  {
    id: 'tls',
    header: 'TLS',
    width: 72,
    cell: ({ tls, cipher }) => (tls ? <span data-tip={cipher ?? undefined}>{tls}</span> : text(null)),
  },
  { id: 'mechanism', header: 'Signed in by', width: 96, cell: ({ mechanism }) => text(mechanism) },
  { id: 'transport', header: 'Transport', hidden: true, width: 100, cell: ({ transport }) => text(transport) },
  { id: 'priority', header: 'Priority', hidden: true, width: 80, align: 'end', cell: ({ priority }) => text(priority) },
  { id: 'status', header: 'Status', hidden: true, cell: ({ status }) => text(status) },
];
