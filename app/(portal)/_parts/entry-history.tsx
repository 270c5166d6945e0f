'use client';

import type { AuditEntry } from '#lib/services/audit/audit-entry.ts';
import { HistoryList } from './history-list.tsx';

export function EntryHistory({ id, asOf }: { id: string; asOf: number }) {
  return (
    <HistoryList<AuditEntry>
      title="History"
      url={`/api/audit/history?id=${id}`}
      asOf={asOf}
      sentence={sentence}
      none="Nothing has been done here yet."
    />
  );
}

function sentence({ actor, words, target }: AuditEntry): string {
  return [actor, words, target].filter(Boolean).join(' ');
}
