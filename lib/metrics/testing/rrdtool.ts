import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archives, type SeriesSpec } from '../port.ts';

/** Seconds since 1970, and a value; null: unknown. */
export type Timed = { at: number; value: number | bigint | null };

/** By consolidation function, archive (its number in lib/metrics/port.ts) and end of the cell in seconds. */
export type Consolidated = Record<'AVERAGE' | 'MIN' | 'MAX' | 'LAST', Map<number, number>[]>;

const functions = ['AVERAGE', 'MIN', 'MAX', 'LAST'] as const;

/** What Debian's rrdtool makes of each case: unknown cells are left out. One process for all of them. */
export function rrdtool(cases: readonly { spec: SeriesSpec; samples: readonly Timed[] }[]): Consolidated[] {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-rrd-'));
  try {
    const input = cases.flatMap(({ spec, samples }, at) => commandsOf(`${folder}/${at}.rrd`, spec, samples));
    const { stdout, error } = spawnSync('rrdtool', ['-'], {
      input: `${input.join('\n')}\nquit\n`,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
      env: { PATH: process.env.PATH, NODE_ENV: 'test', TZ: 'UTC', LC_ALL: 'C' },
    });
    if (error) throw error;
    const answers = stdout.split(/^(?:OK u:.*|ERROR:.*)\n/m);
    let next = 0;
    return cases.map(({ spec, samples }) => {
      next += 1 + samples.length;
      const read = () =>
        archives[spec.stepSeconds].map(({ stepSeconds }) => cellsOf(answers[next++] ?? '', stepSeconds));
      return { AVERAGE: read(), MIN: read(), MAX: read(), LAST: read() };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Nothing is known before the first sample: the file begins longer ago than the heartbeat. */
function commandsOf(file: string, spec: SeriesSpec, samples: readonly Timed[]): string[] {
  const { stepSeconds, heartbeatSeconds, kind } = spec;
  const bound = (value: number | null) => value ?? 'U';
  const times = samples.map(({ at }) => at);
  const start = (times[0] as number) - heartbeatSeconds - 1;
  const end = Math.max(...times);
  const own = archives[stepSeconds].map((archive) => archive.stepSeconds);
  const rows = (step: number) => Math.ceil((end - start) / step) + 3;
  const rings = functions.flatMap((name) => own.map((step) => `RRA:${name}:0.5:${step / stepSeconds}:${rows(step)}`));
  const source = `DS:v:${kind.toUpperCase()}:${heartbeatSeconds}:${bound(spec.min)}:${bound(spec.max)}`;
  return [
    `create ${file} --start ${start} --step ${stepSeconds} ${source} ${rings.join(' ')}`,
    ...samples.map(({ at, value }) => `update ${file} ${at}:${value ?? 'U'}`),
    ...functions.flatMap((name) =>
      own.map((step) => {
        const [from, to] = [Math.floor(start / step) * step, Math.floor(end / step) * step];
        return `fetch ${file} ${name} -r ${step} -s ${from} -e ${Math.max(to, from + step)}`;
      }),
    ),
  ];
}

function cellsOf(answer: string, stepSeconds: number): Map<number, number> {
  const rows = [...answer.matchAll(/^(\d+): (\S+)$/gm)].map(([, at, value]) => [Number(at), Number(value)] as const);
  const step = (rows[1]?.[0] ?? stepSeconds) - (rows[0]?.[0] ?? 0);
  if (step !== stepSeconds) throw new Error(`rrdtool answered in steps of ${step} s: ${answer.slice(0, 200)}`);
  return new Map(rows.filter(([, value]) => Number.isFinite(value)));
}
