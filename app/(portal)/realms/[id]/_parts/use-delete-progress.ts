'use client';

import { useEffect, useState } from 'react';
import type { DeleteProgress } from '#lib/services/realms/delete-progress.ts';

const everyMs = 500;

/** How far a deletion is, asked twice a second while it runs; null until the first answer. */
export function useDeleteProgress(id: string, running: boolean): DeleteProgress | null {
  const [progress, setProgress] = useState<DeleteProgress | null>(null);
  useEffect(() => {
    if (!running) return;
    const ask = async () => {
      try {
        const answer = (await (await fetch(`/api/realms/delete-progress?${new URLSearchParams({ id })}`)).json()) as
          | DeleteProgress
          | null
          | { failure: unknown };
        if (answer && 'done' in answer) setProgress(answer);
      } catch {
        // The answer of the deletion itself says what became of it.
      }
    };
    const timer = setInterval(ask, everyMs);
    return () => clearInterval(timer);
  }, [id, running]);
  return progress;
}
