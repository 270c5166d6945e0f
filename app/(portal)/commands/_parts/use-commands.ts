'use client';

import { useCallback, useEffect, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import type { CommandList } from '#lib/services/commands/list-commands.ts';

export type Commands = {
  list: CommandList | null;
  failure: FailureView | null;
  loading: boolean;
  /** Asks the server again. */
  refresh: () => void;
};

/** What one server offers; null is the first one. */
export function useCommands(server: string | null): Commands {
  const [list, setList] = useState<CommandList | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [loading, setLoading] = useState(true);
  const load = useCallback(
    async (fresh: boolean, signal?: AbortSignal) => {
      setLoading(true);
      const answer = await ask(server, fresh, signal);
      if (signal?.aborted) return;
      setLoading(false);
      setFailure('failure' in answer ? answer.failure : null);
      if (!('failure' in answer)) setList(answer);
    },
    [server],
  );
  useEffect(() => {
    const leave = new AbortController();
    void load(false, leave.signal);
    return () => leave.abort();
  }, [load]);
  return { list, failure, loading, refresh: () => void load(true) };
}

async function ask(
  server: string | null,
  fresh: boolean,
  signal?: AbortSignal,
): Promise<CommandList | { failure: FailureView }> {
  const query = new URLSearchParams({ ...(server && { server }), ...(fresh && { fresh: '1' }) });
  try {
    const response = await fetch(`/api/commands?${query}`, { signal });
    return (await response.json()) as CommandList | { failure: FailureView };
  } catch {
    return {
      failure: { what: 'The commands were not listed.', why: 'The portal did not answer.', todo: 'Try again.' },
    };
  }
}
