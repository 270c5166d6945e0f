import type { Sample, SeriesSpec } from '../lib/metrics/port.ts';

export function specOf(target: string, number: number, stepSeconds: SeriesSpec['stepSeconds'] = 10): SeriesSpec {
  const own = { target, name: 'bench.octets', labels: { port: String(number) }, unit: 'octets/s', bits: 64 as const };
  return { ...own, kind: 'counter', stepSeconds, heartbeatSeconds: 3 * stepSeconds, min: 0, max: 1e12 };
}

/** Every sample is another one, and a counter's. */
export function counterAt(round: number, series: number): bigint {
  return BigInt(round * (1000 + series)) + 2n ** 40n;
}

/** One sample of each series a batch, ten seconds apart: what a collector does. */
export function batchesOf(target: string, seriesCount: number, rounds: number, beginMs: number): Sample[][] {
  const specs = Array.from({ length: seriesCount }, (_, at) => specOf(target, at));
  return Array.from({ length: rounds }, (_, round) =>
    specs.map((series, at) => ({ series, at: new Date(beginMs + round * 10_000), value: counterAt(round, at) })),
  );
}

export async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

export const thousands = (value: number) => `${Math.round(value).toLocaleString('en')}`;
export const inMegabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(2)} MB`;
