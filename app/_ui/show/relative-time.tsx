'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { useRowTabIndex } from '../table/row-focus.ts';
import { relativeTime } from './relative.ts';

type RelativeTimeProps = {
  /** ISO 8601, Date or milliseconds; nothing shows as a dash. */
  value: string | number | Date | null | undefined;
  /** Instead of the dash, such as "never". */
  none?: string;
};

/** "3 min ago"; the exact time in the person's own zone on hover and focus. */
export function RelativeTime({ value, none = '–' }: RelativeTimeProps) {
  const tabIndex = useRowTabIndex();
  const now = useNow();
  const [exact, setExact] = useState('');
  const date = value === null || value === undefined ? null : new Date(value);
  if (!date || Number.isNaN(date.getTime())) return <span className="text-faint">{none}</span>;
  const write = () => setExact(exactTime(date));
  return (
    <time
      dateTime={date.toISOString()}
      data-tip={exact || undefined}
      tabIndex={tabIndex}
      onPointerEnter={write}
      onFocusCapture={write}
      suppressHydrationWarning
      className="whitespace-nowrap rounded-sm"
    >
      {relativeTime(date.getTime(), now)}
    </time>
  );
}

function exactTime(date: Date): string {
  return date.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'long' });
}

const listeners = new Set<() => void>();
let clock = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const tickMs = 10_000;

/** One clock for all times of the page. While the page comes alive it is the present, so the server's words stay. */
export function useNow(): number {
  const [first] = useState(() => Date.now());
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  const ticked = useSyncExternalStore(
    subscribe,
    () => clock,
    () => 0,
  );
  return alive && ticked > first ? ticked : first;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    clock = Date.now();
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
