'use client';

import { useCallback, useRef, useState } from 'react';
import { type Rows, useRows } from '#app/_ui/table/use-rows.ts';
import { useLive, type Watch } from './use-live.ts';

/** Rows of a table, asked again when something of `watches` is new; by the clock every `seconds` while that isn't pushed. */
export function useLiveRows<Row>(url: string, watches: readonly Watch[], seconds: number): Rows<Row> {
  const [refreshSeconds, setRefreshSeconds] = useState(seconds);
  const rows = useRows<Row>(url, { refreshSeconds });
  const refresh = useRef(rows.refresh);
  refresh.current = rows.refresh;
  const look = useCallback(() => refresh.current(), []);
  const every = useLive(watches, look, seconds);
  if (every !== refreshSeconds) setRefreshSeconds(every);
  return rows;
}
