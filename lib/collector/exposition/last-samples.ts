import { identityOf } from '../../metrics/identity.ts';
import type { Sample, SeriesSpec } from '../../metrics/port.ts';

/** Of one series: a gauge's value, or what a counter stood at, as the source said it. */
export type Current = { series: SeriesSpec; value: number | bigint };

/** Series that tell nothing for so long are forgotten; a device that is away comes back with all of them. */
const forgottenMs = 3_600_000;

/** The last sample of each series, in memory: raw, as no store keeps it. */
export class LastSamples {
  private readonly kept = new Map<string, Sample>();
  private readonly most: number;

  constructor(most = 200_000) {
    this.most = most;
  }

  note(samples: readonly Sample[]): void {
    for (const sample of samples) {
      const identity = identityOf(sample.series);
      const before = this.kept.get(identity);
      if (before ? before.at <= sample.at : this.kept.size < this.most) this.kept.set(identity, sample);
    }
  }

  /** What is known now: what was not said within its heartbeat, or was said not to be known, is not in it. */
  current(now: Date): Current[] {
    const current: Current[] = [];
    for (const [identity, { series, at, value }] of this.kept) {
      const age = now.getTime() - at.getTime();
      if (age > forgottenMs) this.kept.delete(identity);
      else if (value !== null && age <= series.heartbeatSeconds * 1000) current.push({ series, value });
    }
    return current;
  }
}
