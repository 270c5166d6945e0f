import { type State, StateShape } from '#app/_ui/show/state-badge.tsx';
import type { StepRecord } from '#lib/services/jobs/step.ts';

type Step = StepRecord & { label: string };

/** The steps of a job: every one from the start, so that nothing jumps. */
export function JobSteps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol aria-label="Steps" aria-live="polite" className="divide-y divide-line rounded-md border border-line">
      {steps.map((step) => (
        <li key={step.name} className="flex min-h-8 flex-wrap items-start gap-x-2.5 px-3 py-1.5 text-sm">
          <span className="flex h-5 items-center">
            <StateShape state={shapes[step.state]} />
          </span>
          <span className="min-w-0 flex-1 leading-5">{step.label}</span>
          <span className="min-w-0 max-w-[60%] text-right text-soft leading-5 [overflow-wrap:anywhere]">
            <span data-figures>{counts(step)}</span>{' '}
            {step.state === 'done' && step.note ? step.note : words[step.state]}
          </span>
          {step.failure && (
            <p className="w-full pl-5 text-failing text-xs [overflow-wrap:anywhere]">
              {step.failure.uncertain
                ? 'Sent, no answer: it may have been done. Continuing looks, and repeats safely. '
                : ''}
              {step.failure.why} {step.failure.todo}{' '}
              <span className="text-soft">
                Reference <span className="font-mono">{step.failure.reference}</span>
              </span>
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

const shapes: Record<Step['state'], State> = {
  todo: 'unknown',
  running: 'warning',
  done: 'ok',
  failed: 'failing',
  'taken-back': 'unknown',
};
const words: Record<Step['state'], string> = {
  todo: 'Not begun',
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
  'taken-back': 'Taken back',
};

function counts({ done, total }: Step): string {
  if (done === null) return '';
  const all = total !== null && total !== done ? ` of ${total.toLocaleString('en')}` : '';
  return `${done.toLocaleString('en')}${all}`;
}
