'use client';

import { Settings2 } from 'lucide-react';
import { Button } from '../button.tsx';
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuRadio, MenuSeparator } from '../overlay/menu.tsx';
import type { Column } from './column.ts';
import type { Sort } from './url-state.ts';

type ViewMenuProps = {
  columns: Column<never>[];
  shown: string[];
  onShown: (ids: string[]) => void;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
};

/** Which columns show; and, where the head is hidden on a phone, the order. */
export function ViewMenu({ columns, shown, onShown, sort, onSort }: ViewMenuProps) {
  const sortable = columns.filter((column) => column.sortable);
  const usual = columns.filter((column) => !column.hidden).map((column) => column.id);
  const toggle = (id: string, on: boolean) =>
    onShown(columns.map((column) => column.id).filter((each) => (each === id ? on : shown.includes(each))));
  return (
    <Menu
      trigger={
        <Button
          kind="quiet"
          icon={<Settings2 aria-hidden />}
          aria-label="View: columns and order"
          className="text-soft"
        >
          <span className="max-sm:hidden">View</span>
        </Button>
      }
    >
      {sortable.length > 0 && (
        <>
          <MenuLabel>Order</MenuLabel>
          <MenuRadio
            value={sort ? `${sort.desc ? '-' : ''}${sort.id}` : ''}
            onChange={(value) => onSort({ id: value.replace(/^-/, ''), desc: value.startsWith('-') })}
            options={sortable.map((column) => {
              const desc = sort?.id === column.id ? sort.desc : Boolean(column.descFirst);
              return { value: `${desc ? '-' : ''}${column.id}`, label: `${column.header} ${desc ? '↓' : '↑'}` };
            })}
          />
          {sort && <MenuItem onSelect={() => onSort({ id: sort.id, desc: !sort.desc })}>Turn the order round</MenuItem>}
          <MenuSeparator />
        </>
      )}
      <MenuLabel>Columns</MenuLabel>
      {columns.map((column, at) => (
        <MenuCheck
          key={column.id}
          checked={shown.includes(column.id)}
          disabled={at === 0 || column.fixed}
          onChange={(on) => toggle(column.id, on)}
        >
          {column.header}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => onShown(usual)}>Show the usual columns</MenuItem>
    </Menu>
  );
}
