'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef } from 'react';
import { parseTableState, type TableSchema, type TableState, writeTableState } from './url-state.ts';

export type ChangeTableState = (patch: Partial<TableState>) => void;

/**
 * The state of a table in the address. `const [state, change, query] = useUrlState(schema)`; the schema stands at module
 * scope. Changing anything but the page goes back to page 1. `query` is the address's whole query (with the realm and
 * whatever else is there), to ask for rows with. The server isn't asked for the page again.
 */
export function useUrlState(schema: TableSchema): [state: TableState, change: ChangeTableState, query: string] {
  const params = useSearchParams();
  const query = params.toString();
  const state = useMemo(() => parseTableState(schema, new URLSearchParams(query)), [schema, query]);
  const latest = useRef(query);
  latest.current = query;
  const change = useCallback(
    (patch: Partial<TableState>) => {
      const now = new URLSearchParams(latest.current);
      const next = { ...parseTableState(schema, now), page: 1, ...patch };
      const text = writeTableState(schema, next, now).toString();
      if (text === latest.current) return;
      latest.current = text;
      window.history.replaceState(null, '', text ? `?${text}` : window.location.pathname);
    },
    [schema],
  );
  return [state, change, query];
}
