'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { ProgressLine } from '#app/_ui/feedback/progress-line.tsx';
import type { State } from '#app/_ui/show/state-badge.tsx';
import type { RenameView } from '#lib/services/users/rename/view-rename.ts';
import { JobSteps } from '../../../../_parts/job-steps.tsx';
import { continueRename, takeBackRename } from '../../../actions.ts';
import { useRename } from './use-rename.ts';

/** How far a rename is, what it could not do, and what can be done about it. It goes on without this page. */
export function RenameProgress({ id, first }: { id: string; first: RenameView }) {
  const { view, stale, again } = useRename(id, first);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [pending, setPending] = useState<'continue' | 'takeBack' | null>(null);
  const { state, direction, steps, may } = view;
  const over = state === 'done' || state === 'taken-back';
  const press = async (what: 'continue' | 'takeBack') => {
    setPending(what);
    const answer = await (what === 'continue' ? continueRename : takeBackRename)({ id });
    setPending(null);
    setFailure(answer.ok ? null : answer.failure);
    again();
  };
  const done = steps.filter((step) => step.state === (direction === 'back' ? 'taken-back' : 'done')).length;
  const total = direction === 'back' ? steps.filter((step) => step.state !== 'todo').length : steps.length;
  const left = steps.flatMap((step) => step.left);

  return (
    <div className="grid gap-4">
      <p className="font-mono text-sm [overflow-wrap:anywhere]">
        {view.from.jid} <span aria-hidden>→</span>
        <span className="sr-only">becomes</span> {view.to.jid}
      </p>
      <Notice state={stateShapes[state]}>{headline(view)}</Notice>
      {stale && <Notice state="unknown">The portal does not answer; what stands here may be old.</Notice>}
      {failure && <ErrorNote failure={failure} />}
      {!over && (
        <ProgressLine
          label={direction === 'back' ? 'Taking back' : 'Renaming'}
          value={done}
          max={total}
          note={pace(view)}
        />
      )}
      {(state === 'interrupted' || state === 'failed') && (
        <div className="flex flex-wrap gap-2">
          <Button
            kind="primary"
            pending={pending === 'continue'}
            disabledReason={may.continue}
            onClick={() => press('continue')}
          >
            {direction === 'back' ? 'Continue to take back' : 'Continue rename'}
          </Button>
          {direction === 'forward' && (
            <Button pending={pending === 'takeBack'} disabledReason={may.takeBack} onClick={() => press('takeBack')}>
              Take rename back
            </Button>
          )}
        </div>
      )}
      {over && first.state !== view.state && (
        <div>
          <Button href={`/users/${id}`}>Open user</Button>
        </div>
      )}
      {left.length > 0 && (
        <Notice state="warning">
          <p className="font-medium">What could not be</p>
          <ul className="list-disc pl-4">
            {left.map((line) => (
              <li key={line} className="[overflow-wrap:anywhere]">
                {line}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <JobSteps steps={steps} />
    </div>
  );
}

const stateShapes: Record<RenameView['state'], State> = {
  running: 'unknown',
  interrupted: 'warning',
  failed: 'failing',
  done: 'ok',
  'taken-back': 'ok',
};

function headline({ state, direction, actor, onlyDirectory }: RenameView): string {
  if (state === 'running')
    return `${direction === 'back' ? 'It is being taken back' : 'It is under way'}, by ${actor}. You can leave this page; it goes on.`;
  if (state === 'interrupted')
    return 'It was interrupted. Nobody can sign in by two names; continue it, or take it back.';
  if (state === 'failed') return 'It stopped at a step. What was done before stands; continue it, or take it back.';
  if (state === 'taken-back') return 'It was taken back: all is as it was.';
  return onlyDirectory ? 'Done, in the directory only.' : 'Done.';
}

/** Elapsed, and how many items a second were copied. */
function pace({ startedAt, changedAt, steps }: RenameView): string {
  const seconds = Math.max(0, (new Date(changedAt).getTime() - new Date(startedAt).getTime()) / 1000);
  const copies = steps.filter(({ name }) => name.startsWith('copy-'));
  const items = copies.reduce((sum, { done }) => sum + (done ?? 0), 0);
  const spent = copies.reduce((sum, step) => sum + lasted(step), 0);
  const rate = items > 0 && spent > 0 ? `, ${items} items copied, ${Math.round(items / spent)} a second` : '';
  return `${seconds < 60 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`} since it began${rate}`;
}

function lasted({ startedAt, endedAt }: RenameView['steps'][number]): number {
  return startedAt && endedAt ? (new Date(endedAt).getTime() - new Date(startedAt).getTime()) / 1000 : 0;
}
