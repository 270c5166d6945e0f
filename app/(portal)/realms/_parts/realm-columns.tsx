'use client';

import { ChevronDown, ChevronRight } from 'lucide-react';
import { type MouseEvent, useContext } from 'react';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { Column } from '#app/_ui/table/column.ts';
import type { TableSchema } from '#app/_ui/table/url-state.ts';
import { Fill } from './fill.tsx';
import { ToggleBranch, type TreeRow } from './tree-rows.ts';

export const realmTable: TableSchema = { sorts: [], sizes: [200, 500] };

const figures = (value: number) => value.toLocaleString('en');

export const realmColumns: Column<TreeRow>[] = [
  {
    id: 'name',
    header: 'Name',
    fixed: true,
    cell: (row) => (
      <>
        <Branch row={row} />
        <span className="max-w-3/4 flex-none truncate">{row.shownName}</span>
        {row.description && (
          <span className="min-w-0 truncate font-normal text-faint max-sm:hidden">{row.description}</span>
        )}
      </>
    ),
  },
  {
    id: 'domains',
    header: 'Domains',
    width: 260,
    cell: (row) => (
      <span
        className="flex min-w-0 items-center gap-2"
        data-tip={row.domains.length > 2 ? row.domains.join(', ') : undefined}
      >
        {row.domains.slice(0, 2).map((domain) => (
          <Mono key={domain} value={domain} />
        ))}
        {row.domains.length > 2 && <span className="flex-none text-faint">+{row.domains.length - 2}</span>}
        {row.domains.length === 0 && <span className="text-faint">none</span>}
      </span>
    ),
  },
  {
    id: 'people',
    header: 'People',
    width: 150,
    align: 'end',
    cell: (row) => <Counted all={row.peopleBelow} here={row.people} />,
  },
  {
    id: 'groups',
    header: 'Groups',
    width: 110,
    align: 'end',
    cell: (row) => row.groupsBelow !== null && <Counted all={row.groupsBelow} here={row.groups ?? 0} />,
  },
  {
    id: 'maximum',
    header: 'Maximum',
    width: 190,
    cell: (row) => <Fill count={row.peopleBelow} maximum={row.maximumUsers} />,
  },
  {
    id: 'administrators',
    header: 'Administrators',
    width: 200,
    cell: (row) => (
      <span
        className="flex min-w-0 items-center gap-1"
        data-tip={row.administrators.length > 2 ? row.administrators.join(', ') : undefined}
      >
        {row.administrators.slice(0, 2).map((name) => (
          <Chip key={name}>{name}</Chip>
        ))}
        {row.administrators.length > 2 && (
          <span className="flex-none text-faint text-xs">+{row.administrators.length - 2}</span>
        )}
        {row.administrators.length === 0 && <span className="text-faint">{row.depth > 0 ? 'from above' : 'none'}</span>}
      </span>
    ),
  },
];

/** The chevron is for the mouse; the keyboard folds a row by Left and Right. */
function Branch({ row }: { row: TreeRow }) {
  const toggle = useContext(ToggleBranch);
  const press = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    toggle(row.key);
  };
  const indent = { marginLeft: `${row.shownDepth * 1.25}rem` };
  if (row.open === null) return <span aria-hidden className="size-6 flex-none" style={indent} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it stands in the row's link, where no button may; keys do the same.
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
    <span
      onClick={press}
      className="flex size-6 flex-none items-center justify-center rounded-sm text-faint hover:bg-pressed hover:text-text"
      style={indent}
    >
      {row.open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
      <span className="sr-only">{row.open ? 'Unfolded' : 'Folded'}</span>
    </span>
  );
}

function Counted({ all, here }: { all: number; here: number }) {
  return (
    <span data-figures className="whitespace-nowrap">
      {all !== here && <span className="mr-2 text-faint text-xs">{figures(here)} here</span>}
      {figures(all)}
    </span>
  );
}
