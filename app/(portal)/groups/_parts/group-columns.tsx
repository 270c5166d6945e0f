import { Contact, Layers, ListFilter } from 'lucide-react';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { GroupRow } from '#lib/services/groups/list-groups.ts';

export const groupTable: TableSchema = {
  sorts: ['name', 'memberCount'],
  sort: { id: 'name', desc: false },
  filters: ['kind', 'place'],
};

const kindFilter = {
  id: 'kind',
  label: 'Kind',
  single: true,
  options: [
    { value: 'static', label: 'Static: members are chosen' },
    { value: 'nested', label: 'Nested: with groups among its members' },
    { value: 'dynamic', label: 'Dynamic: a filter finds them' },
  ],
};
const placeFilter = {
  id: 'place',
  label: 'Place',
  single: true,
  options: [{ value: 'system', label: 'System-wide only' }],
};

/** Only who sees groups of the whole system can look for them alone. */
export function groupFilters(seesAll: boolean) {
  return seesAll ? [kindFilter, placeFilter] : [kindFilter];
}

export const groupColumns: Column<GroupRow>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    fixed: true,
    cell: (row) => (
      <>
        <KindIcon kind={row.kind} />
        <span className="truncate">{row.name}</span>
        {row.displayName && row.displayName !== row.name && (
          <span className="truncate text-faint">{row.displayName}</span>
        )}
      </>
    ),
  },
  { id: 'kind', header: 'Kind', width: 100, cell: (row) => kindNames[row.kind] },
  {
    id: 'realm',
    header: 'Realm',
    width: 140,
    cell: (row) => (row.realm ? <Chip>{row.realm.name}</Chip> : <span className="text-soft">System-wide</span>),
  },
  {
    id: 'memberCount',
    header: 'Members',
    width: 110,
    align: 'end',
    sortable: true,
    descFirst: true,
    cell: (row) =>
      row.members === null ? <span className="text-faint">by filter</span> : row.members.toLocaleString('en'),
  },
  {
    id: 'description',
    header: 'Description',
    phone: 'none',
    cell: (row) => row.description && <span className="truncate text-soft">{row.description}</span>,
  },
];

const kindNames = { static: 'Static', nested: 'Nested', dynamic: 'Dynamic' } as const;

function KindIcon({ kind }: { kind: GroupRow['kind'] }) {
  const Icon = kind === 'dynamic' ? ListFilter : kind === 'nested' ? Layers : Contact;
  return (
    <span className="flex size-5 flex-none items-center justify-center text-faint">
      <Icon aria-hidden />
    </span>
  );
}
