import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { QueueFigures } from '../sample-queue.ts';
import type { Job } from '../schedule.ts';
import { Readings } from '../series.ts';
import type { Sink } from '../sink.ts';
import { collectorSeries } from './series.ts';

export const collectorTarget = 'collector';

/** Counts what the schedule says of its runs. */
export class RunFigures {
  polls = 0;
  errors = 0;
  private late = 0;
  private slowest = 0;

  ran({ lateMs, tookMs, failed }: { lateMs: number; tookMs: number; failed: boolean }): void {
    this.polls += 1;
    if (failed) this.errors += 1;
    this.late = Math.max(this.late, lateMs);
    this.slowest = Math.max(this.slowest, tookMs);
  }

  overran(): void {
    this.errors += 1;
  }

  /** The longest since this was last asked. */
  longest(): { lateMs: number; tookMs: number } {
    const longest = { lateMs: this.late, tookMs: this.slowest };
    this.late = this.slowest = 0;
    return longest;
  }
}

type Parts = { runs: RunFigures; jobs: () => number; queue: { figures(): QueueFigures }; sink: Pick<Sink, 'push'> };

export function sampleCollector({ runs, jobs, queue, sink }: Parts): Job {
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  return {
    name: 'sample the collector',
    everyMs: 10_000,
    deadlineMs: 10_000,
    async run() {
      const readings = new Readings(collectorTarget, collectorSeries);
      const { rss, heapUsed } = process.memoryUsage();
      readings.add('collector.memory', rss, { of: 'process' });
      readings.add('collector.memory', heapUsed, { of: 'heap' });
      const { user, system } = process.cpuUsage();
      readings.add('collector.cpu', Math.round((user + system) / 1000));
      readings.add('collector.loop', loop.count > 0 ? loop.max / 1e6 : null);
      loop.reset();
      readings.add('collector.jobs', jobs());
      readings.add('collector.polls', runs.polls);
      readings.add('collector.errors', runs.errors);
      const longest = runs.longest();
      readings.add('collector.late', longest.lateMs);
      readings.add('collector.slowest', longest.tookMs);
      const { waiting, written, leftOut, lost } = queue.figures();
      readings.add('collector.waiting', waiting);
      readings.add('collector.written', written);
      readings.add('collector.left-out', leftOut);
      readings.add('collector.lost', lost);
      sink.push(readings.samples);
    },
  };
}
