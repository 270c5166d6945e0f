'use client';

import type { AuditEntry } from '#lib/services/audit/audit-entry.ts';
import { HistoryList } from './history-list.tsx';

/** What was done to one entry; only for those who may read the audit log of its realm. `id` is its entryUUID. */
export function History({ id }: { id: string }) {
  return <HistoryList<AuditEntry> title="History" url={`/api/audit/history?id=${id}`} sentence={sentence} none="Nothing has been done here yet." />;
}

function sentence({ actor, words, target }: AuditEntry): string {
  return [actor, words, target].filter(Boolean).join(' ');
}
