'use client';

import { useEffect, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import type { FilterPreview } from '#lib/services/groups/preview-filter.ts';
import type { FilterDraft } from './filter-draft.ts';

export type PreviewState = { preview: FilterPreview | null; failure: FailureView | null; loading: boolean };

const waitMs = 350;
const timeoutMs = 15_000;

/** Who would be in the group, asked a moment after the last key; what was found before stays until then. `realm` is a DN, null for the whole system. */
export function useFilterPreview(realm: string | null, draft: FilterDraft): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: null, failure: null, loading: true });
  const query = queryOf(realm, draft);
  useEffect(() => {
    const leave = new AbortController();
    setState(({ preview }) => ({ preview, failure: null, loading: true }));
    const timer = setTimeout(async () => {
      const answer = await ask(query, leave.signal);
      if (!leave.signal.aborted)
        setState((before) => ({ loading: false, failure: null, preview: before.preview, ...answer }));
    }, waitMs);
    return () => {
      clearTimeout(timer);
      leave.abort();
    };
  }, [query]);
  return state;
}

function queryOf(realm: string | null, draft: FilterDraft): string {
  const what: Record<string, string> =
    draft.mode === 'easy' ? { easy: JSON.stringify(draft.easy) } : { filter: draft.filter };
  return new URLSearchParams({ realm: realm ?? '', base: draft.base, ...what }).toString();
}

async function ask(query: string, signal: AbortSignal): Promise<Partial<PreviewState>> {
  try {
    const response = await fetch(`/api/groups/preview?${query}`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const answer = (await response.json()) as FilterPreview | { failure: FailureView };
    return 'failure' in answer ? { preview: null, failure: answer.failure } : { preview: answer };
  } catch {
    return {
      failure: {
        what: 'The preview was not made.',
        why: 'The portal did not answer in time.',
        todo: 'Narrow the filter, or try again in a moment.',
      },
    };
  }
}
