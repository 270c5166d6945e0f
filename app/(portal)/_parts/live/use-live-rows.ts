'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type Rows, useRows } from '#app/_ui/table/use-rows.ts';
import { useLive, type Watch } from './use-live.ts';

/**
 * Rows of a table, asked again when something of `watches` is new; by the clock every `seconds` while that isn't pushed. What is
 * asked because of news is not shown as loading: nobody asked for it, and rows shall not fade under who reads them.
 */
export function useLiveRows<Row>(url: string, watches: readonly Watch[], seconds: number): Rows<Row> {
  const [refreshSeconds, setRefreshSeconds] = useState(seconds);
  const { refresh, ...rows } = useRows<Row>(url, { refreshSeconds });
  const [quiet, setQuiet] = useState(false);
  const loading = useRef(rows.loading);
  loading.current = rows.loading;
  const look = useCallback(() => {
    if (!loading.current) setQuiet(true);
    refresh();
  }, [refresh]);
  const ask = useCallback(() => {
    setQuiet(false);
    refresh();
  }, [refresh]);
  const wasLoading = useRef(false);
  useEffect(() => {
    if (wasLoading.current && !rows.loading) setQuiet(false);
    wasLoading.current = rows.loading;
  }, [rows.loading]);
  const every = useLive(watches, look, seconds);
  if (every !== refreshSeconds) setRefreshSeconds(every);
  return { ...rows, loading: rows.loading && !quiet, refresh: ask };
}
