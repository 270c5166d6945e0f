'use client';

import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { Mono } from '#app/_ui/show/mono.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import { useRowTabIndex } from '#app/_ui/table/row-focus.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import type { FederationRow } from '#lib/services/servers/server-federation.ts';
import { CertificateExpiry } from './certificate-expiry.tsx';

export type Row = FederationRow & { id: string };

/** Decimal text of 64 bits: exact where it fits, and only its order matters here. */
const count = (text: string | null) => (text === null ? null : Number(text));

export const sortBy = {
  remote: ({ remote }: Row) => remote,
  direction: ({ direction }: Row) => direction,
  local: ({ local }: Row) => local,
  state: ({ state }: Row) => state,
  tls: ({ tls }: Row) => tls,
  authentication: ({ authentication }: Row) => authentication,
  expires: ({ certificateExpires }: Row) => certificateExpires,
  since: ({ since }: Row) => since,
  in: ({ stanzasIn }: Row) => count(stanzasIn),
  out: ({ stanzasOut }: Row) => count(stanzasOut),
};

export const federationTable: TableSchema = {
  sorts: Object.keys(sortBy),
  sort: { id: 'remote', desc: false },
};

const authentications = {
  certificate: { state: 'ok', word: 'Certificate' },
  dialback: { state: 'warning', word: 'Dialback' },
  none: { state: 'failing', word: 'None' },
} as const satisfies Record<string, { state: State; word: string }>;

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** From a million on short, with all of it on hover and focus: a figure that is cut off would be another one. */
function Stanzas({ count }: { count: string | null }) {
  const tabIndex = useRowTabIndex();
  if (count === null) return text(null);
  const exact = BigInt(count);
  if (exact < 1_000_000n) return exact.toLocaleString('en');
  return (
    <span tabIndex={tabIndex} data-tip={exact.toLocaleString('en')} className="rounded-sm">
      {short.format(exact)}
    </span>
  );
}

const text = (value: string | number | null) =>
  value === null ? <span className="text-faint">–</span> : <span className="truncate">{value}</span>;

export const federationColumns: Column<Row>[] = [
  { id: 'remote', header: 'Remote domain', sortable: true, cell: ({ remote }) => <Mono value={remote} /> },
  {
    id: 'direction',
    header: 'Way',
    sortable: true,
    width: 76,
    cell: ({ direction }) => (
      <>
        {direction === 'in' ? <ArrowDownLeft aria-hidden /> : <ArrowUpRight aria-hidden />}
        <span>{direction === 'in' ? 'In' : 'Out'}</span>
      </>
    ),
  },
  { id: 'local', header: 'Local domain', sortable: true, cell: ({ local }) => <Mono value={local} /> },
  {
    id: 'state',
    header: 'State',
    sortable: true,
    width: 118,
    cell: ({ state }) => (
      <StateBadge state={state === 'open' ? 'ok' : 'unknown'}>{state === 'open' ? 'Open' : 'Connecting'}</StateBadge>
    ),
  },
  {
    id: 'tls',
    header: 'TLS',
    sortable: true,
    width: 78,
    cell: ({ tls, cipher }) => (tls === null ? text(null) : <span data-tip={cipher ?? undefined}>{tls}</span>),
  },
  {
    id: 'authentication',
    header: 'Authentication',
    sortable: true,
    width: 140,
    cell: ({ authentication }) => {
      if (authentication === null) return text(null);
      const { state, word } = authentications[authentication];
      return <StateBadge state={state}>{word}</StateBadge>;
    },
  },
  {
    id: 'expires',
    header: 'Certificate',
    sortable: true,
    width: 150,
    cell: ({ certificateExpires }) => <CertificateExpiry at={certificateExpires} />,
  },
  {
    id: 'since',
    header: 'Since',
    sortable: true,
    descFirst: true,
    width: 90,
    cell: ({ since }) => <RelativeTime value={since} />,
  },
  {
    id: 'in',
    header: 'Received',
    sortable: true,
    descFirst: true,
    align: 'end',
    width: 108,
    cell: ({ stanzasIn }) => <Stanzas count={stanzasIn} />,
  },
  {
    id: 'out',
    header: 'Sent',
    sortable: true,
    descFirst: true,
    align: 'end',
    width: 80,
    cell: ({ stanzasOut }) => <Stanzas count={stanzasOut} />,
  },
  { id: 'subject', header: 'Subject', hidden: true, cell: ({ certificateSubject }) => text(certificateSubject) },
  {
    id: 'bidi',
    header: 'Both ways',
    hidden: true,
    width: 100,
    cell: ({ bidi }) => text(bidi === null ? null : bidi ? 'Yes' : 'No'),
  },
  { id: 'cipher', header: 'Cipher', hidden: true, cell: ({ cipher }) => text(cipher) },
  {
    id: 'node',
    header: 'Node',
    hidden: true,
    cell: ({ node }) => (node === null ? text(null) : <Mono value={node} />),
  },
  {
    id: 'address',
    header: 'Address',
    hidden: true,
    cell: ({ address, port }) =>
      address === null ? (
        text(null)
      ) : (
        <Mono value={port === null ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`} />
      ),
  },
];

export const idOf = ({ direction, local, remote, node, address, port }: FederationRow) =>
  [direction, local, remote, node, address, port].join(' ');
