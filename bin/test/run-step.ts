import { spawn } from 'node:child_process';
import { type Counts, countsFrom, passedLater, type Report } from './counts.ts';

export type Step = {
  name: string;
  title: string;
  /** Run under this Node. */
  line: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** Without one, the step counts as one test. */
  report?: Report;
};

/** Runs a step to its end, with its own output shown. A signal for us ends the step first, then us. */
export async function runStep(step: Step): Promise<Counts> {
  const child = spawn(process.execPath, [...step.line], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...step.environment, NEXT_TELEMETRY_DISABLED: '1' },
  });
  let stopped = false;
  const stop = () => {
    stopped = true;
    child.kill('SIGTERM');
  };
  const endings = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const;
  for (const event of endings) process.on(event, stop);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  for (const event of endings) process.off(event, stop);
  if (stopped) {
    console.error('The tests were stopped before they were done.');
    process.exit(1);
  }
  for (const name of step.report ? passedLater(step.report) : [])
    console.log(`Passed only when it was tried again: ${name}`);
  return countsOf(step, code === 0);
}

/** A runner that ends badly without a failed test has failed all the same, for example by an error between tests. */
function countsOf(step: Step, endedWell: boolean): Counts {
  const counts = step.report ? countsFrom(step.report) : null;
  if (!counts) return endedWell && !step.report ? one('passed') : one('failed');
  return endedWell || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

function one(outcome: 'passed' | 'failed'): Counts {
  return { passed: 0, failed: 0, skipped: 0, [outcome]: 1 };
}
