import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { note, say } from './print.ts';

export type MemorySeen = { series: number; residentMb: number; heapMb: number };

/** What 10,000 series more take in a process with the collector's queue and store. */
export async function benchCollectorMemory(databaseUrl: string): Promise<void> {
  const seen = await new Promise<MemorySeen[]>((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./collector-like.ts', import.meta.url)), [databaseUrl], {
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', (message) => resolve(message as MemorySeen[]));
    child.once('exit', (code) => reject(new Error(`the process that samples ended with code ${code}`)));
  });
  const [first, last] = [seen[0], seen.at(-1)] as [MemorySeen, MemorySeen];
  const tens = (last.series - first.series) / 10_000;
  const more = (last.residentMb - first.residentMb) / tens;
  say(
    'memory of a collector, 10,000 series more',
    `${more.toFixed(0)} MB resident, ${((last.heapMb - first.heapMb) / tens).toFixed(0)} MB of it heap`,
  );
  note(
    seen.map(({ series, residentMb }) => `${residentMb.toFixed(0)} MB with ${series.toLocaleString('en')}`).join(', ') +
      '.',
  );
}
