import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { StateShape } from '#app/_ui/show/state-badge.tsx';
import type { ServerTest } from './use-server-test.ts';

const steps = [
  ['address', 'Address'],
  ['tcp', 'Connection'],
  ['tls', 'TLS'],
  ['certificate', 'Certificate'],
  ['authentication', 'Sign-in'],
  ['features', 'Features'],
  ['commands', 'Commands'],
] as const;

/** Every step from the start, so that nothing jumps: done, under way, or not reached. */
export function TestSteps({ test: { progress, failure, running } }: { test: ServerTest }) {
  if (failure) return <ErrorNote failure={failure} />;
  if (!progress) return null;
  const broke = progress.steps.some(({ ok }) => !ok) || progress.stopped !== null;
  return (
    <div aria-live="polite" className="rounded-md border border-line">
      <ol className="divide-y divide-line">
        {steps.map(([name, label], at) => {
          const step = progress.steps[at];
          const now = !step && running && at === progress.steps.length;
          return (
            <li key={name} className="flex min-h-8 items-start gap-2.5 px-3 py-1.5 text-sm">
              <span className="flex h-5 items-center">
                <StateShape state={!step ? 'unknown' : step.ok ? 'ok' : 'failing'} />
              </span>
              <span className="w-24 flex-none leading-5">{label}</span>
              <span className="min-w-0 flex-1 text-soft leading-5 [overflow-wrap:anywhere]">
                {step?.detail ?? (now ? 'Trying…' : broke || !running ? 'Not reached' : '')}
              </span>
              {step && (
                <span data-figures className="flex-none text-faint text-xs leading-5">
                  {Math.round(step.ms).toLocaleString('en')} ms
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {progress.stopped && <p className="border-line border-t px-3 py-2 text-failing text-sm">{progress.stopped}</p>}
    </div>
  );
}
