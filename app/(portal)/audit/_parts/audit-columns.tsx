import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { AuditEntry } from '#lib/services/audit/audit-entry.ts';
import { AuditOutcome } from '../../_parts/audit-outcome.tsx';
import { nameOfRealm } from './realm-name.ts';

export const auditTable: TableSchema = {
  sorts: [],
  filters: ['action', 'outcome', 'actor', 'target', 'address', 'from', 'to'],
};

export const outcomeFilter = {
  id: 'outcome',
  label: 'Outcome',
  single: true,
  options: [
    { value: 'succeeded', label: 'Done' },
    { value: 'failed', label: 'Failed' },
    { value: 'unknown', label: 'Unknown' },
    { value: 'unresolved', label: 'Unresolved' },
  ],
};

export function sentenceOf({ actor, words, target }: AuditEntry): string {
  return [actor, words, target].filter(Boolean).join(' ');
}

export const auditColumns: Column<AuditEntry>[] = [
  {
    id: 'what',
    header: 'What happened',
    fixed: true,
    cell: ({ actor, words, target }) => (
      <span className="truncate">
        {actor} <span className="font-normal text-soft">{words}</span> {target}
      </span>
    ),
  },
  { id: 'when', header: 'When', width: 130, cell: (row) => <RelativeTime value={row.at} /> },
  { id: 'outcome', header: 'Outcome', width: 130, cell: (row) => <AuditOutcome outcome={row.outcome} /> },
  {
    id: 'realm',
    header: 'Realm',
    width: 130,
    cell: (row) =>
      row.realm ? <Chip>{nameOfRealm(row.realm)}</Chip> : <span className="text-faint">Whole system</span>,
  },
  { id: 'from', header: 'From', width: 150, cell: (row) => <Mono value={row.address} faint /> },
  {
    id: 'action',
    header: 'Action',
    width: 190,
    hidden: true,
    phone: 'none',
    cell: (row) => <Mono value={row.action} />,
  },
  {
    id: 'reference',
    header: 'Reference',
    width: 120,
    hidden: true,
    phone: 'none',
    cell: (row) => row.reference && <Mono value={row.reference} />,
  },
];
