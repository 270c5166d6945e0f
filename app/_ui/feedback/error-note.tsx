'use client';

import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '../show/mono.tsx';

/** The public half of a failure. */
export type FailureView = {
  /** What did not happen. */
  what: string;
  why: string;
  /** What to do now. */
  todo: string;
  /** Also stands in the log. */
  reference?: string;
  /** Name of the input that it belongs to. */
  field?: string;
};

type ErrorNoteProps = { failure: FailureView; action?: ReactNode };

/** Three sentences and a reference. Announced when it appears. */
export function ErrorNote({ failure, action }: ErrorNoteProps) {
  return (
    <div role="alert" className="flex gap-2.5 rounded-md border border-failing/30 bg-failing-soft px-3 py-2.5 text-sm">
      <OctagonAlert aria-hidden className="mt-0.5 text-failing" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-text">{failure.what || failure.why}</p>
        <p className="text-soft">
          {failure.what ? `${failure.why} ` : ''}
          {failure.todo}
        </p>
        {failure.reference && (
          <p className="mt-0.5 flex items-center gap-1 text-soft text-xs">
            Reference <span className="font-mono">{failure.reference}</span>
            <CopyButton value={failure.reference} noun="reference" />
          </p>
        )}
      </div>
      {action && <div className="flex-none">{action}</div>}
    </div>
  );
}
