import { Avatar } from '#app/_ui/show/avatar.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { UserRow } from '#lib/services/users/list-users.ts';
import { LastSeenCell, PresenceCell } from './presence-cells.tsx';
import { UserStateBadge } from './user-state-badge.tsx';

export const userTable: TableSchema = {
  sorts: ['surname', 'name', 'uid', 'mail', 'lastSignIn', 'created'],
  sort: { id: 'surname', desc: false },
  filters: ['state'],
};

export const userFilters = [
  {
    id: 'state',
    label: 'State',
    options: [
      { value: 'locked', label: 'Locked' },
      { value: 'disabled', label: 'Disabled' },
      { value: 'expired', label: 'Password expired' },
      { value: 'mustChange', label: 'Must change password' },
      { value: 'neverSignedIn', label: 'Never signed in' },
    ],
  },
];

export const userColumns: Column<UserRow>[] = [
  {
    id: 'surname',
    header: 'Name',
    sortable: true,
    fixed: true,
    cell: (row) => (
      <>
        <Avatar name={row.name} />
        <span className="truncate">{row.name}</span>
        <Mono value={row.uid} faint />
      </>
    ),
  },
  { id: 'mail', header: 'JID', width: 240, sortable: true, cell: (row) => <Mono value={row.jid} copy noun="JID" /> },
  { id: 'realm', header: 'Realm', width: 104, cell: (row) => row.realm && <Chip>{row.realm.name}</Chip> },
  { id: 'state', header: 'State', width: 170, cell: (row) => <UserStateBadge state={row.state} /> },
  {
    id: 'lastSignIn',
    header: 'Last sign-in',
    width: 130,
    sortable: true,
    descFirst: true,
    cell: (row) => <RelativeTime value={row.state.lastSignInAt} none="never" />,
  },
  { id: 'department', header: 'Department', width: 130, hidden: true, phone: 'none', cell: (row) => row.department },
  { id: 'title', header: 'Title', width: 160, hidden: true, phone: 'none', cell: (row) => row.title },
  { id: 'phone', header: 'Phone', width: 150, hidden: true, phone: 'none', cell: (row) => row.phone },
  {
    id: 'uid',
    header: 'Username',
    width: 130,
    sortable: true,
    hidden: true,
    phone: 'none',
    cell: (row) => <Mono value={row.uid} />,
  },
  {
    id: 'passwordExpiry',
    header: 'Password expires',
    width: 140,
    hidden: true,
    phone: 'none',
    cell: (row) => <RelativeTime value={row.state.passwordExpiresAt} none="never" />,
  },
  {
    id: 'created',
    header: 'Created',
    width: 130,
    sortable: true,
    descFirst: true,
    hidden: true,
    phone: 'none',
    cell: (row) => <RelativeTime value={row.createdAt} none="unknown" />,
  },
];

const presenceColumns: Column<UserRow>[] = [
  { id: 'presence', header: 'Presence', width: 96, cell: (row) => <PresenceCell id={row.id} /> },
  { id: 'lastSeen', header: 'Last seen', width: 96, phone: 'none', cell: (row) => <LastSeenCell id={row.id} /> },
];

const afterState = userColumns.findIndex(({ id }) => id === 'state') + 1;

/** For those who may see presence somewhere. */
export const userColumnsWithPresence: Column<UserRow>[] = userColumns.toSpliced(afterState, 0, ...presenceColumns);
