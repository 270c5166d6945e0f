import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { StepList, stepState } from '#app/_ui/show/step-list.tsx';
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

/** Each step is done, under way, or not reached. */
export function TestSteps({ test: { progress, failure, running } }: { test: ServerTest }) {
  if (failure) return <ErrorNote failure={failure} />;
  if (!progress) return null;
  const broke = progress.steps.some(({ ok }) => !ok) || progress.stopped !== null;
  const shown = steps.map(([name, label], at) => {
    const step = progress.steps[at];
    const now = !step && running && at === progress.steps.length;
    const text = step?.detail ?? (now ? 'Trying…' : broke || !running ? 'Not reached' : '');
    return { name, label, state: stepState(step), text, ms: step?.ms };
  });
  return <StepList steps={shown} stopped={progress.stopped} />;
}
