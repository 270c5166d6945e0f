import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { MemberRow } from '#lib/services/groups/member-row.ts';
import { MemberName } from '../../_parts/member-name.tsx';

export const memberTable: TableSchema = { sorts: [] };

export const memberColumns: Column<MemberRow>[] = [
  { id: 'name', header: 'Name', fixed: true, cell: (row) => <MemberName row={row} /> },
  { id: 'jid', header: 'JID', width: 240, cell: (row) => row.jid && <Mono value={row.jid} copy noun="JID" /> },
  {
    id: 'realm',
    header: 'Realm',
    width: 120,
    cell: (row) => (row.realm ? <Chip>{row.realm.name}</Chip> : <span className="text-soft">System-wide</span>),
  },
];
