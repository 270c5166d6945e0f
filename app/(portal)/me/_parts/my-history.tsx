'use client';

import type { MyEntry } from '#lib/services/me/my-history.ts';
import { HistoryList } from '../../_parts/history-list.tsx';

/** What one did, and what was done to one. */
export function MyHistory({ asOf }: { asOf: number }) {
  return (
    <HistoryList<MyEntry>
      id="history"
      title="History"
      hint="What you did here, and what was done to your account."
      url="/api/me/history"
      asOf={asOf}
      sentence={({ sentence }) => sentence}
      none="Nothing is on record yet."
    />
  );
}
