import { type State, StateShape } from './state-badge.tsx';

/** `ms`: how long it took; missing where it was not taken. */
export type ShownStep = { name: string; label: string; state: State; text: string; ms?: number | undefined };

/** The steps of a test: every one from the start, so that nothing jumps. `stopped`: why it went no further. */
export function StepList({ steps, stopped }: { steps: readonly ShownStep[]; stopped?: string | null }) {
  return (
    <div aria-live="polite" className="rounded-md border border-line">
      <ol className="divide-y divide-line">
        {steps.map(({ name, label, state, text, ms }) => (
          <li key={name} className="flex min-h-8 items-start gap-2.5 px-3 py-1.5 text-sm">
            <span className="flex h-5 items-center">
              <StateShape state={state} />
            </span>
            <span className="w-24 flex-none leading-5">{label}</span>
            <span className="min-w-0 flex-1 text-soft leading-5 [overflow-wrap:anywhere]">{text}</span>
            {ms !== undefined && (
              <span data-figures className="flex-none text-faint text-xs leading-5">
                {Math.round(ms).toLocaleString('en')} ms
              </span>
            )}
          </li>
        ))}
      </ol>
      {stopped && <p className="border-line border-t px-3 py-2 text-failing text-sm">{stopped}</p>}
    </div>
  );
}

/** Of a step that was taken, or not (yet). */
export function stepState(step: { ok: boolean } | undefined): State {
  if (!step) return 'unknown';
  return step.ok ? 'ok' : 'failing';
}
