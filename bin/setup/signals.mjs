import { readFileSync } from 'node:fs';

export const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const watchMs = 500;

/** Passes signals on to `child`, ends as it ends, and ends it when the npm that started us is gone. */
export function passOnEnd(child) {
  for (const signal of endings) process.on(signal, () => child.kill(signal));
  whenStarterIsGone(() => child.kill('SIGTERM'));
  child.once('error', (problem) => {
    console.error(problem.message);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)));
}

/**
 * SIGTERM to `npm run demo` ends npm, and leaves the shell between npm and us (and so us) running. So under npm, watch
 * that shell and its parent, from the very start; answers how to stop watching. Started in another way, a parent that goes away means nothing: it may be `nohup`.
 */
export function whenStarterIsGone(gone) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const timer = setInterval(() => starters() !== atStart && gone(), watchMs).unref();
  return () => clearInterval(timer);
}

const starters = () => [process.ppid, isShell(process.ppid) && parentOf(process.ppid)].join();
const atStart = starters();

function isShell(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[1] === '-c';
  } catch {
    return false;
  }
}

/** Field 4 of /proc/<pid>/stat (proc(5)). */
function parentOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return null;
  }
}
