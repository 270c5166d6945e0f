'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { ProgressLine } from '#app/_ui/feedback/progress-line.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { State } from '#app/_ui/show/state-badge.tsx';
import type { NodeJobView } from '#lib/services/servers/nodes/view-node-job.ts';
import { JobSteps } from '../../../../_parts/job-steps.tsx';
import { continueNodeJob, takeBackNodeJob } from '../../cluster-actions.ts';
import { useNodeJob } from './use-node-job.ts';

/** How far the change of a cluster is, and what can be done about it. It goes on without this page. */
export function NodeJobProgress({ id, first }: { id: string; first: NodeJobView }) {
  const { view, stale, again } = useNodeJob(id, first);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [pending, setPending] = useState<'continue' | 'takeBack' | null>(null);
  const { state, direction, steps, may } = view;
  const over = state === 'done' || state === 'taken-back';
  const press = async (what: 'continue' | 'takeBack') => {
    setPending(what);
    const answer = await (what === 'continue' ? continueNodeJob : takeBackNodeJob)({ id });
    setPending(null);
    setFailure(answer.ok ? null : answer.failure);
    again();
  };
  const done = steps.filter((step) => step.state === (direction === 'back' ? 'taken-back' : 'done')).length;
  const total = direction === 'back' ? steps.filter((step) => step.state !== 'todo').length : steps.length;
  const left = steps.flatMap((step) => step.left);

  return (
    <div className="grid gap-4">
      <p className="text-sm">
        <Mono value={view.node} />
      </p>
      <Notice state={shapes[state]}>{headline(view)}</Notice>
      {stale && <Notice state="unknown">The portal does not answer; what stands here may be old.</Notice>}
      {failure && <ErrorNote failure={failure} />}
      {!over && (
        <ProgressLine label={direction === 'back' ? 'Taking back' : doings[view.verb]} value={done} max={total} />
      )}
      {(state === 'interrupted' || state === 'failed') && (
        <div className="flex flex-wrap gap-2">
          <Button
            kind="primary"
            pending={pending === 'continue'}
            disabledReason={may.continue}
            onClick={() => press('continue')}
          >
            {direction === 'back' ? 'Continue to take back' : 'Continue'}
          </Button>
          {direction === 'forward' && (
            <Button pending={pending === 'takeBack'} disabledReason={may.takeBack} onClick={() => press('takeBack')}>
              Take back
            </Button>
          )}
        </div>
      )}
      {over && first.state !== state && (
        <div>
          <Button href={`/servers/${id}/cluster`}>Open cluster</Button>
        </div>
      )}
      {left.length > 0 && (
        <Notice state="warning">
          <ul className="grid gap-1">
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

const doings: Record<NodeJobView['verb'], string> = {
  join: 'Joining',
  leave: 'Leaving',
  remove: 'Removing',
};

const shapes: Record<NodeJobView['state'], State> = {
  running: 'unknown',
  interrupted: 'warning',
  failed: 'failing',
  done: 'ok',
  'taken-back': 'ok',
};

function headline({ state, direction, actor, verb, node }: NodeJobView): string {
  if (state === 'running')
    return `${direction === 'back' ? 'It is being taken back' : 'It is under way'}, by ${actor}. You can leave this page; it goes on.`;
  if (state === 'interrupted') return 'It was interrupted. Continue it, or take it back where that can be.';
  if (state === 'failed')
    return 'It stopped at a step. What was done before stands; continue it, or take it back where that can be.';
  if (state === 'taken-back') return 'It was taken back.';
  if (verb === 'join') return `Done: ${node} is a member, and every member says so.`;
  if (verb === 'remove') return `Done: no member knows ${node} any more.`;
  return `Done: no member knows ${node} any more. Its process may be stopped now, and must not be started again with this configuration unless it is to join again.`;
}
