'use client';

import { useRouter } from 'next/navigation';
import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { isSelected } from './selection.ts';
import type { SelectionControls } from './use-selection.ts';

type RowKeys<Row> = {
  root: RefObject<HTMLDivElement | null>;
  /** Names the list, to find the row again when coming back. */
  memory: string;
  page: [id: string, row: Row][];
  rowHref?: (row: Row) => string;
  /** The page's main table: / and j, k start it from anywhere but inputs. */
  main: boolean;
  choose: SelectionControls<Row> | null;
};

/** The row that was opened last, by list; focus returns to it. */
const opened = new Map<string, string>();

/** j/k, arrows, Home, End move; Enter opens; x or Space selects, with Shift a range; / searches; Escape clears the selection. */
export function useRowKeys<Row>({ root, memory, page, rowHref, main, choose }: RowKeys<Row>) {
  const router = useRouter();
  const [wanted, setWanted] = useState<string | null>(null);
  const current = page.some(([id]) => id === wanted) ? wanted : (page[0]?.[0] ?? null);

  const focusRow = useCallback(
    (id: string | undefined) => {
      if (id === undefined) return;
      setWanted(id);
      root.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
    },
    [root],
  );
  const latest = useRef({ page, rowHref });
  latest.current = { page, rowHref };
  const open = useCallback(
    (id: string) => {
      const row = latest.current.page.find(([each]) => each === id)?.[1];
      if (!row || !latest.current.rowHref) return;
      opened.set(memory, id);
      router.push(latest.current.rowHref(row));
    },
    [memory, router],
  );

  const here = page.length > 0;
  useEffect(() => {
    const id = opened.get(memory);
    if (!here || id === undefined) return;
    opened.delete(memory);
    if (document.activeElement === document.body || document.activeElement?.id === 'main') focusRow(id);
  }, [here, memory, focusRow]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = (event.target as Element).closest<HTMLElement>('[data-row]');
    const onRow = event.target === row;
    const id = row?.dataset.row;
    const at = page.findIndex(([each]) => each === id);
    if (!id || at < 0) return;
    const key = event.key;
    if (key === 'ArrowDown' || key === 'j') focusRow(page[Math.min(at + 1, page.length - 1)]?.[0]);
    else if (key === 'ArrowUp' || key === 'k') focusRow(page[Math.max(at - 1, 0)]?.[0]);
    else if (key === 'Home') focusRow(page[0]?.[0]);
    else if (key === 'End') focusRow(page.at(-1)?.[0]);
    else if (key === 'Enter' && onRow && rowHref) open(id);
    else if (choose && (key.toLowerCase() === 'x' || (key === ' ' && onRow)))
      choose.toggle(id, !isSelected(choose.selection, id), event.shiftKey);
    else if (choose && key === 'Escape') choose.clear();
    else return;
    event.preventDefault();
  };

  useEffect(() => {
    if (!main) return;
    const onDocumentKey = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '/') root.current?.querySelector<HTMLElement>('[data-search]')?.focus();
      else if ((event.key === 'j' || event.key === 'k') && event.target === document.body)
        root.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onDocumentKey);
    return () => document.removeEventListener('keydown', onDocumentKey);
  }, [main, root]);

  // When new rows take away the one that had the focus, the first of them gets it, so that the keys go on working.
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const gone = focused.current !== null && page.length > 0 && !page.some(([id]) => id === focused.current);
    if (gone && document.activeElement === document.body) focusRow(page[0]?.[0]);
  }, [page, focusRow]);
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const id = event.target.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (id === undefined) return;
    focused.current = id;
    setWanted(id);
  };
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    const { target } = event;
    // A row that is being taken away is gone by then.
    queueMicrotask(() => {
      if (target.isConnected && document.activeElement !== target) focused.current = null;
    });
  };
  return { current, open, onKeyDown, onFocus, onBlur };
}

/** In an input, or in something that floats and has keys of its own. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"]',
    ) !== null
  );
}
