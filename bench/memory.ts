import { readFileSync } from 'node:fs';
import type { BenchPortal } from './portal.ts';
import { say } from './print.ts';

/** Resident memory at the end of all that was measured, and the most it ever was (proc(5)); slapd's counts the mapped database. */
export function sayMemory(pids: BenchPortal['pids']): void {
  for (const [name, pid] of Object.entries(pids)) {
    const now = megabytes(pid, 'VmRSS');
    const aim = name === 'the web process' ? { text: 'under 500 MB', met: now < 500 } : undefined;
    say(`memory of ${name}`, `${now} MB, at most ${megabytes(pid, 'VmHWM')} MB`, aim);
  }
}

/** Of /proc/PID/status: VmRSS is what is resident now, VmHWM the most that ever was. */
export function megabytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
}
