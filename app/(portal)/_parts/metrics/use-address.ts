'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useRef } from 'react';

/** The parameters of the address, and a way to change them without asking the server for the page again. */
export function useAddress(): [
  params: URLSearchParams,
  change: (to: (now: URLSearchParams) => URLSearchParams) => void,
] {
  const query = useSearchParams().toString();
  const latest = useRef(query);
  latest.current = query;
  const change = useCallback((to: (now: URLSearchParams) => URLSearchParams) => {
    const text = to(new URLSearchParams(latest.current)).toString();
    if (text === latest.current) return;
    latest.current = text;
    window.history.replaceState(null, '', text ? `?${text}` : window.location.pathname);
  }, []);
  return [useMemo(() => new URLSearchParams(query), [query]), change];
}
