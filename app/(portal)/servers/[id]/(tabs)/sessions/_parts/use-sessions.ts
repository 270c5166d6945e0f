'use client';

import { useEffect, useRef } from 'react';
import type { TableState } from '#app/_ui/table/url-state.ts';
import { type Rows, type RowsAnswer, useRows } from '#app/_ui/table/use-rows.ts';
import type { SessionRow } from '#lib/services/servers/list-sessions.ts';

const refreshSeconds = 10;

/**
 * One page of sessions. The server goes on behind the last JID of a page, so where each page begins is kept as soon as the one
 * before it is there; without that the portal searches, which takes longer.
 */
export function useSessions(id: string, { q, filters, page, size }: TableState): Rows<SessionRow> {
  const wanted = new URLSearchParams({ id, size: String(size), ...(q && { q }) });
  for (const [name, values] of Object.entries(filters)) if (values[0]) wanted.set(name, values[0]);
  const list = wanted.toString();
  const begins = useRef(new Map<string, string>());
  const after = begins.current.get(`${list} ${page}`);
  const query = new URLSearchParams(wanted);
  if (page > 1) query.set('page', String(page));
  if (page > 1 && after) query.set('after', after);
  const rows = useRows<SessionRow>(`/api/servers/sessions?${query}`, { refreshSeconds });
  const next = (rows.answer as (RowsAnswer<SessionRow> & { next?: string | null }) | null)?.next;
  useEffect(() => {
    if (next && !rows.loading) begins.current.set(`${list} ${page + 1}`, next);
  }, [next, rows.loading, list, page]);
  return rows;
}
