'use client';

import { useCallback, useRef, useState } from 'react';
import { between, noSelection, type Selection, withRows } from './selection.ts';

/** Selections by list and filter, so that going to a row and back keeps them. A new document drops them. */
const kept = new Map<string, Selection<unknown>>();
const keptMost = 20;

export type SelectionControls<Row> = {
  selection: Selection<Row>;
  /** With `range`, everything between the last toggled row and this one follows it. */
  toggle: (id: string, on: boolean, range: boolean) => void;
  togglePage: (on: boolean) => void;
  selectAll: (total: number) => void;
  clear: () => void;
};

/** `key` names list and filter: another filter is another selection. */
export function useSelection<Row>(key: string, page: [id: string, row: Row][]): SelectionControls<Row> {
  const [state, setState] = useState<{ key: string; selection: Selection<Row> }>(() => ({
    key,
    selection: recall<Row>(key),
  }));
  const anchor = useRef<string | null>(null);
  if (state.key !== key) setState({ key, selection: recall<Row>(key) });
  const selection = state.key === key ? state.selection : recall<Row>(key);

  const set = useCallback(
    (change: (now: Selection<Row>) => Selection<Row>) => {
      setState((now) => {
        const next = change(now.selection);
        remember(key, next);
        return { key, selection: next };
      });
    },
    [key],
  );
  const latestPage = useRef(page);
  latestPage.current = page;
  // Stable, so that a row is drawn again only when it changes itself.
  const toggle = useCallback(
    (id: string, on: boolean, range: boolean) => {
      const rows = between(latestPage.current, range ? anchor.current : null, id);
      anchor.current = id;
      set((now) => withRows(now, rows, on, latestPage.current));
    },
    [set],
  );
  return {
    selection,
    toggle,
    togglePage: (on) =>
      set((now) =>
        on ? withRows(now, page, true, page) : withRows({ all: false, rows: now.rows }, page, false, page),
      ),
    selectAll: (total) => set((now) => ({ all: true, total, rows: now.rows })),
    clear: () => set(() => noSelection()),
  };
}

function recall<Row>(key: string): Selection<Row> {
  return (kept.get(key) as Selection<Row> | undefined) ?? noSelection();
}

function remember(key: string, selection: Selection<unknown>): void {
  kept.delete(key);
  if (selection.all || selection.rows.size > 0) kept.set(key, selection);
  for (const oldest of kept.keys()) {
    if (kept.size <= keptMost) break;
    kept.delete(oldest);
  }
}
