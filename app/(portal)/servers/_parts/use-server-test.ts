'use client';

import { useCallback, useEffect, useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import type { TestProgress } from '#lib/services/servers/server-tests.ts';
import { testServer } from '../actions.ts';

const everyMs = 300;

export type ServerTest = {
  /** null: none was begun yet. */
  progress: TestProgress | null;
  failure: FailureView | null;
  running: boolean;
  begin: (input: unknown) => Promise<void>;
};

/** Begins a test and follows it until it is done. */
export function useServerTest(): ServerTest {
  const [id, setId] = useState<string | null>(null);
  const [progress, setProgress] = useState<TestProgress | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [beginning, setBeginning] = useState(false);

  useEffect(() => {
    if (!id) return;
    let left = false;
    const follow = async () => {
      while (!left) {
        const next = await ask(id);
        if (left) return;
        if (next === null) setFailure(lost);
        else setProgress(next);
        if (next === null || next.done) return setId(null);
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    };
    void follow();
    return () => {
      left = true;
    };
  }, [id]);

  const begin = useCallback(async (input: unknown) => {
    setBeginning(true);
    setFailure(null);
    setProgress({ steps: [], done: false, stopped: null });
    const answer = await testServer(input);
    setBeginning(false);
    if (answer.ok) return setId(answer.value.test);
    setFailure(answer.failure);
    setProgress(null);
  }, []);

  return { progress, failure, running: beginning || id !== null, begin };
}

async function ask(id: string): Promise<TestProgress | null> {
  try {
    const response = await fetch(`/api/servers/test?${new URLSearchParams({ id })}`);
    const answer = (await response.json()) as TestProgress | { failure: unknown };
    return 'failure' in answer ? null : answer;
  } catch {
    return null;
  }
}

const lost = {
  what: 'The test could not be followed.',
  why: 'The portal did not answer.',
  todo: 'Begin the test again.',
};
