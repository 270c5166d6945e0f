'use client';

import { ListFilter, Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../button.tsx';
import { TextInput } from '../form/text-input.tsx';
import { Menu, MenuItem } from '../overlay/menu.tsx';
import { FilterChip } from './filter-chip.tsx';
import { isFiltered, type TableState } from './url-state.ts';
import type { ChangeTableState } from './use-url-state.ts';

export type FilterDef = {
  /** As in the schema of the address. */
  id: string;
  label: string;
  icon?: ReactNode;
  options: { value: string; label: string }[];
  /** Only one value at a time. */
  single?: boolean;
};

type FilterBarProps = {
  state: TableState;
  onChange: ChangeTableState;
  placeholder: string;
  filters?: FilterDef[];
  children?: ReactNode;
};

const waitMs = 150;

/** Search, and chips for the filters in force; each chip opens what it may be set to. */
export function FilterBar({ state, onChange, placeholder, filters = [], children }: FilterBarProps) {
  const [adding, setAdding] = useState<string | null>(null);
  const active = filters.filter((filter) => state.filters[filter.id]?.length || filter.id === adding);
  const others = filters.filter((filter) => !active.includes(filter));
  const set = (id: string, values: string[]) => onChange({ filters: { ...state.filters, [id]: values } });
  return (
    <search className="flex flex-wrap items-center gap-2">
      <SearchField value={state.q} onChange={(q) => onChange({ q })} placeholder={placeholder} />
      {active.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          values={state.filters[filter.id] ?? []}
          startOpen={filter.id === adding}
          onChange={(values) => set(filter.id, values)}
          onClose={() => setAdding(null)}
        />
      ))}
      {others.length > 0 && (
        <Menu
          align="start"
          onCloseAutoFocus={(event) => adding && event.preventDefault()}
          trigger={
            <Button kind="quiet" icon={<ListFilter aria-hidden />}>
              Filter
            </Button>
          }
        >
          {others.map((filter) => (
            <MenuItem key={filter.id} icon={filter.icon} onSelect={() => setAdding(filter.id)}>
              {filter.label}
            </MenuItem>
          ))}
        </Menu>
      )}
      {isFiltered(state) && (
        <Button kind="quiet" onClick={() => onChange({ q: '', filters: {} })}>
          Clear
        </Button>
      )}
      {children}
    </search>
  );
}

type SearchFieldProps = { value: string; onChange: (value: string) => void; placeholder: string };

/** Tells 150 ms after the last key; Enter at once; Escape empties it. */
export function SearchField({ value, onChange, placeholder }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;

  useEffect(() => {
    // Cleared or changed from outside.
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);

  useEffect(() => {
    if (text.trim() === told.current) return;
    const timer = setTimeout(() => {
      told.current = text.trim();
      tell.current(text.trim());
    }, waitMs);
    return () => clearTimeout(timer);
  }, [text]);

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      setText('');
    } else if (event.key === 'Enter') {
      event.preventDefault();
      told.current = text.trim();
      tell.current(text.trim());
    } else if (event.key === 'ArrowDown') {
      const row = event.currentTarget.closest('[data-table]')?.querySelector<HTMLElement>('[data-row][tabindex="0"]');
      row?.focus();
      if (row) event.preventDefault();
    }
  };
  return (
    <span className="relative w-full sm:w-72">
      <TextInput
        data-search
        type="search"
        icon={<Search />}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-keyshortcuts="/"
        className="pr-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {text === '' ? (
        <kbd
          aria-hidden
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2 rounded-sm border border-line px-1.5 text-2xs text-faint max-sm:hidden"
        >
          /
        </kbd>
      ) : (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => setText('')}
          className="absolute top-1 right-1 flex size-6 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text"
        >
          <X aria-hidden className="[&.lucide]:size-3.5" />
        </button>
      )}
    </span>
  );
}
