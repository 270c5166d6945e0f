import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { StateShape } from '#app/_ui/show/state-badge.tsx';
import type { TestState } from './use-device-test.ts';

const steps = [
  ['address', 'Address'],
  ['answer', 'SNMP answer'],
  ['identity', 'Identity'],
  ['profiles', 'Profiles'],
] as const;

/** Every step from the start, so that nothing jumps: done, under way, or not reached. */
export function DeviceTestSteps({ state: { test, failure, running } }: { state: TestState }) {
  if (failure) return <ErrorNote failure={failure} />;
  if (!test && !running) return null;
  return (
    <div aria-live="polite" className="rounded-md border border-line">
      <ol className="divide-y divide-line">
        {steps.map(([name, label]) => {
          const step = test?.steps.find((one) => one.step === name);
          return (
            <li key={name} className="flex min-h-8 items-start gap-2.5 px-3 py-1.5 text-sm">
              <span className="flex h-5 items-center">
                <StateShape state={!step ? 'unknown' : step.ok ? 'ok' : 'failing'} />
              </span>
              <span className="w-24 flex-none leading-5">{label}</span>
              <span className="min-w-0 flex-1 text-soft leading-5 [overflow-wrap:anywhere]">
                {step?.detail ?? (running ? 'Trying…' : 'Not reached')}
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
    </div>
  );
}
