import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { StepList, stepState } from '#app/_ui/show/step-list.tsx';
import type { TestState } from './use-device-test.ts';

const steps = [
  ['address', 'Address'],
  ['answer', 'SNMP answer'],
  ['identity', 'Identity'],
  ['profiles', 'Profiles'],
] as const;

/** Each step is done, under way, or not reached. */
export function DeviceTestSteps({ state: { test, failure, running } }: { state: TestState }) {
  if (failure) return <ErrorNote failure={failure} />;
  if (!test && !running) return null;
  const shown = steps.map(([name, label]) => {
    const step = test?.steps.find((one) => one.step === name);
    const text = step?.detail ?? (running ? 'Trying…' : 'Not reached');
    return { name, label, state: stepState(step), text, ms: step?.ms };
  });
  return <StepList steps={shown} />;
}
