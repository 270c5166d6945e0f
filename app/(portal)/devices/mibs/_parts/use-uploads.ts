'use client';

import { useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import type { UploadedMib } from '#lib/services/mibs/upload-mibs.ts';
import { removeMib, restoreMib, uploadMibs } from '../actions.ts';

export type Outcome = {
  key: number;
  file: string;
  pending: boolean;
  undone: boolean;
  failure: FailureView | null;
  kept: UploadedMib[] | null;
};

export const mostFiles = 50;
const mostBytes = 2_000_000;
let lastKey = 0;

/** One file after the other. `onKept` after each that changed something. */
export function useUploads(onKept: () => void) {
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [running, setRunning] = useState(false);
  const change = (key: number, part: Partial<Outcome>) =>
    setOutcomes((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const begin = async (files: readonly File[]) => {
    if (files.length === 0 || running) return;
    const begun = files.slice(0, mostFiles).map((file) => ({ file, key: ++lastKey }));
    setRunning(true);
    setOutcomes(
      begun.map(({ file, key }) => ({ key, file: file.name, pending: true, undone: false, failure: null, kept: null })),
    );
    for (const { file, key } of begun) {
      change(key, { pending: false, ...(await sent(file)) });
      onKept();
    }
    setRunning(false);
  };
  const takeBack = async ({ key, kept }: Outcome) => {
    for (const { id, same, replaced } of kept ?? []) {
      if (same) continue;
      const answer = await (replaced === null ? removeMib({ id }) : restoreMib({ id: replaced }));
      if (!answer.ok) return change(key, { failure: answer.failure });
    }
    change(key, { undone: true });
    onKept();
  };
  return {
    outcomes,
    running,
    begin: (files: readonly File[]) => void begin(files),
    takeBack: (outcome: Outcome) => void takeBack(outcome),
  };
}

async function sent(file: File): Promise<Pick<Outcome, 'failure' | 'kept'>> {
  if (file.size > mostBytes)
    return refused(
      'The file is larger than 2 MB.',
      'MIB modules are text, and most are far smaller: choose another file.',
    );
  try {
    const answer = await uploadMibs({ file: file.name.slice(0, 255) || 'file', text: await textOf(file) });
    return answer.ok ? { failure: null, kept: answer.value } : { failure: answer.failure, kept: null };
  } catch {
    return refused('The portal did not answer.', 'Look at the list, and try again.');
  }
}

/** Many modules were written before UTF-8. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function refused(why: string, todo: string): Pick<Outcome, 'failure' | 'kept'> {
  return { failure: { what: 'The MIB modules were not kept.', why, todo, reference: '' }, kept: null };
}
