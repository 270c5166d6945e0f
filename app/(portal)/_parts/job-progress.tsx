'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { ProgressLine } from '#app/_ui/feedback/progress-line.tsx';
import type { State } from '#app/_ui/show/state-badge.tsx';
import type { JobView } from '#lib/services/jobs/job-view.ts';
import { JobSteps } from './job-steps.tsx';
import { useJob } from './use-job.ts';

type Act = (input: { id: string }) => Promise<{ ok: true } | { ok: false; failure: FailureView }>;
/** What is said of this kind of job, and where it leads when it is over. */
export type JobWords<View> = {
  subject(view: View): ReactNode;
  doing(view: View): string;
  headline: Record<'interrupted' | 'failed' | 'taken-back', string> & { done(view: View): string };
  buttons: { continue: string; takeBack: string; open: string; href: string };
  note?(view: View): string;
  /** Above what steps left for people; nothing when missing. */
  left?: string;
};
type Props<View> = { id: string; first: View; url: string; words: JobWords<View>; go: Act; takeBack: Act };

/** How far a job is, what it could not do, and what can be done about it. It goes on without this page. */
export function JobProgress<View extends JobView>({ id, first, url, words, go, takeBack }: Props<View>) {
  const { view, stale, again } = useJob(url, first);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [pending, setPending] = useState<Act | null>(null);
  const { state, direction, steps, may } = view;
  const over = state === 'done' || state === 'taken-back';
  const press = async (act: Act) => {
    setPending(() => act);
    const answer = await act({ id });
    setPending(null);
    setFailure(answer.ok ? null : answer.failure);
    again();
  };
  const back = direction === 'back';
  const done = steps.filter((step) => step.state === (back ? 'taken-back' : 'done')).length;
  const total = back ? steps.filter((step) => step.state !== 'todo').length : steps.length;
  const left = steps.flatMap((step) => step.left);

  return (
    <div className="grid gap-4">
      <p className="font-mono text-sm [overflow-wrap:anywhere]">{words.subject(view)}</p>
      <Notice state={shapes[state]}>{headline(view, words.headline)}</Notice>
      {stale && <Notice state="unknown">The portal does not answer; what stands here may be old.</Notice>}
      {failure && <ErrorNote failure={failure} />}
      {!over && (
        <ProgressLine
          label={back ? 'Taking back' : words.doing(view)}
          value={done}
          max={total}
          {...(words.note && { note: words.note(view) })}
        />
      )}
      {(state === 'interrupted' || state === 'failed') && (
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" pending={pending === go} disabledReason={may.continue} onClick={() => press(go)}>
            {back ? 'Continue to take back' : words.buttons.continue}
          </Button>
          {!back && (
            <Button pending={pending === takeBack} disabledReason={may.takeBack} onClick={() => press(takeBack)}>
              {words.buttons.takeBack}
            </Button>
          )}
        </div>
      )}
      {over && first.state !== state && (
        <div>
          <Button href={words.buttons.href}>{words.buttons.open}</Button>
        </div>
      )}
      {left.length > 0 && (
        <Notice state="warning">
          {words.left && <p className="font-medium">{words.left}</p>}
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

const shapes: Record<JobView['state'], State> = {
  running: 'unknown',
  interrupted: 'warning',
  failed: 'failing',
  done: 'ok',
  'taken-back': 'ok',
};

function headline<View extends JobView>(view: View, said: JobWords<View>['headline']): string {
  const { state, direction, actor } = view;
  if (state === 'running')
    return `${direction === 'back' ? 'It is being taken back' : 'It is under way'}, by ${actor}. You can leave this page; it goes on.`;
  return state === 'done' ? said.done(view) : said[state];
}
