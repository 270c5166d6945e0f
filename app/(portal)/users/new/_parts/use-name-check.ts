'use client';

import { useEffect, useState } from 'react';
import { checkName } from '../../actions.ts';

const waitMs = 250;

/** While somebody types: the sentence that says why the username or address can't be had, or undefined. */
export function useNameCheck(realm: string, wanted: { uid?: string; mail?: string }): string | undefined {
  const [problem, setProblem] = useState<{ of: string; why: string } | null>(null);
  const { uid, mail } = wanted;
  const asked = `${realm} ${uid ?? ''} ${mail ?? ''}`;
  useEffect(() => {
    if (!realm || !(uid || mail)) return;
    let left = false;
    const timer = setTimeout(async () => {
      const answer = await checkName({ realm, uid, mail });
      if (!left) setProblem(answer.ok ? null : { of: asked, why: `${answer.failure.why} ${answer.failure.todo}` });
    }, waitMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [realm, uid, mail, asked]);
  return problem?.of === asked ? problem.why : undefined;
}
