import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { SetupProblem } from './problem.mjs';
import { endings, whenStarterIsGone } from './signals.mjs';

/**
 * Runs a command to its end, showing what it prints. `failed` is the sentence for when it ends badly.
 * A signal meant for us goes to the command first, so that none is left running.
 */
export async function run(command, parameters, failed, environment = process.env) {
  const [program, ...rest] = tied([command, ...parameters]);
  const child = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], env: environment });
  let stopped = false;
  const stop = (signal) => {
    stopped = true;
    child.kill(signal);
  };
  for (const signal of endings) process.on(signal, stop);
  const unwatch = whenStarterIsGone(() => stop('SIGTERM'));
  try {
    const problem = await new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code) => resolve(code === 0 ? null : ''));
    });
    if (stopped)
      throw new SetupProblem('Set-up was stopped before it was done. Run this again: it goes on from there.');
    if (problem !== null) throw new SetupProblem(problem === '' ? failed : `${failed} (${problem})`);
  } finally {
    unwatch();
    for (const signal of endings) process.off(signal, stop);
  }
}

/** setpriv (util-linux, on every Debian) has the kernel end the command when we are killed. */
function tied(line) {
  const setpriv = '/usr/bin/setpriv';
  return existsSync(setpriv) ? [setpriv, '--pdeathsig', 'TERM', ...line] : line;
}
