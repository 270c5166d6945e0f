import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cell, consolidate, type SeriesState } from './consolidate.ts';
import { archives, type SeriesKind, type SeriesSpec } from './port.ts';
import { parseState, stateText } from './state-text.ts';
import { type Consolidated, rrdtool, type Timed } from './testing/rrdtool.ts';

function series(kind: SeriesKind, more: Partial<SeriesSpec> = {}): SeriesSpec {
  const own = { target: 'portal', name: 'test', labels: {}, unit: '1/s', min: null, max: null };
  return { ...own, kind, stepSeconds: 300, heartbeatSeconds: 600, ...more };
}

function run(spec: SeriesSpec, samples: readonly Timed[]): { cells: Cell[]; leftOut: number } {
  let state: SeriesState | null = null;
  let leftOut = 0;
  const cells: Cell[] = [];
  for (const { at, value } of samples) {
    const result = consolidate(spec, state, at * 1000, value);
    if (!result) leftOut++;
    else {
      cells.push(...result.cells);
      // As the database keeps it.
      state = parseState(stateText(result.state), result.state.coarser.length);
      if (!state || stateText(state) !== stateText(result.state)) throw new Error('a state didn’t come back');
    }
  }
  return { cells, leftOut };
}

function consolidated(spec: SeriesSpec, samples: readonly Timed[]): Consolidated {
  const { cells } = run(spec, samples);
  const of = (part: 'average' | 'min' | 'max' | 'last') =>
    archives[spec.stepSeconds].map(
      ({ stepSeconds }, archive) =>
        new Map(
          cells
            .filter((cell) => cell.archive === archive && cell[part] !== null)
            .map((cell) => [cell.index * stepSeconds, cell[part] as number]),
        ),
    );
  return { AVERAGE: of('average'), MIN: of('min'), MAX: of('max'), LAST: of('last') };
}

/** rrdtool prints ten digits behind the point. */
function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other), 1e-6);
}

function differences(ours: Consolidated, theirs: Consolidated): string[] {
  return (['AVERAGE', 'MIN', 'MAX', 'LAST'] as const).flatMap((name) =>
    ours[name].flatMap((cells, archive) => {
      const wanted = theirs[name][archive] as Map<number, number>;
      return [...new Set([...cells.keys(), ...wanted.keys()])]
        .filter((at) => !near(cells.get(at) ?? Number.NaN, wanted.get(at) ?? Number.NaN))
        .map((at) => `${name} of archive ${archive} at ${at}: ${cells.get(at)}, rrdtool has ${wanted.get(at)}`);
    }),
  );
}

const wrap32 = 2 ** 32;
const start = 1_700_000_000;

type Step = { pass: number; value: number | null; event: number };

/** Irregular, with duplicates (0), late ones (below), gaps past every heartbeat, wraps and resets. */
const steps = (stepSeconds: number) =>
  fc.array(
    fc.record({
      pass: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 1, max: stepSeconds }) },
        { weight: 6, arbitrary: fc.constant(stepSeconds) },
        { weight: 3, arbitrary: fc.integer({ min: stepSeconds, max: 5 * stepSeconds }) },
        { weight: 1, arbitrary: fc.integer({ min: stepSeconds, max: 60 * stepSeconds }) },
        { weight: 1, arbitrary: fc.integer({ min: -2 * stepSeconds, max: 0 }) },
      ),
      value: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 5_000_000 }) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      event: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 30, maxLength: 150 },
  );

const specs = (kind: SeriesKind) =>
  fc
    .record({
      stepSeconds: fc.constantFrom(10, 60, 300) as fc.Arbitrary<10 | 60 | 300>,
      beats: fc.constantFrom(0.5, 1, 2, 2.5, 10, 40),
      min: fc.constantFrom(null, 0, -1000),
      max: fc.constantFrom(null, 1e6, 50_000),
    })
    .map(({ beats, ...more }) => series(kind, { ...more, heartbeatSeconds: Math.ceil(more.stepSeconds * beats) }));

function samplesOf(kind: SeriesKind, list: readonly Step[]): Timed[] {
  let at = start;
  let total = list[0]?.event ? wrap32 - 20_000_000 : 0;
  const lowest = kind === 'derive' ? 1e9 : 0;
  return list.map(({ pass, value, event }, index) => {
    at = index === 0 ? at : at + pass;
    if (value === null) return { at, value };
    if (kind === 'gauge' || kind === 'absolute')
      return { at, value: kind === 'gauge' && event < 8 ? -value / 7 : value / 3 };
    if (event === 0) total = lowest;
    else total += kind === 'derive' && event < 10 ? -value : value;
    return { at, value: kind === 'counter' ? total % wrap32 : total };
  });
}

/**
 * rrdtool adds 2^32-1 for a 32-bit wrap (seen below), one too few. So it gets the same counter without wraps: what it rises by
 * from sample to sample stays the same, and everything else is compared.
 */
function unwrapped({ kind }: SeriesSpec, samples: readonly Timed[]): Timed[] {
  if (kind !== 'counter') return [...samples];
  let [at, before, total] = [0, 0, 0];
  return samples.map((sample) => {
    if (sample.value === null || sample.at <= at) return sample;
    const value = Number(sample.value);
    total += value >= before ? value - before : value - before + wrap32;
    [at, before] = [sample.at, value];
    return { at, value: total };
  });
}

describe.each(['gauge', 'counter', 'derive', 'absolute'] as const)('samples of kind %s', (kind) => {
  test('become what rrdtool makes of them, in every archive and by every function', () => {
    const cases = fc.sample(
      specs(kind).chain((spec) => steps(spec.stepSeconds).map((list) => ({ spec, samples: samplesOf(kind, list) }))),
      { numRuns: 300, seed: 20_261_121 },
    );
    const theirs = rrdtool(cases.map(({ spec, samples }) => ({ spec, samples: unwrapped(spec, samples) })));
    const wrong = cases.flatMap(({ spec, samples }, at) =>
      differences(consolidated(spec, samples), theirs[at] as Consolidated).map((found) => ({ at, spec, found })),
    );
    expect(wrong.slice(0, 5)).toEqual([]);
    const cells = theirs.reduce((sum, { AVERAGE }) => sum + AVERAGE.reduce((all, { size }) => all + size, 0), 0);
    expect(cells).toBeGreaterThan(5_000);
  });
});

/** The thesis's table 3.2: sums of a slot of 300 s, which are rates times 300. */
describe('the table of the thesis', () => {
  const aligned = 1_699_999_200;
  const samples = (values: [number, number][]) => values.map(([at, value]) => ({ at: aligned + at, value }));
  const raw: [number, number][] = [
    [0, 0],
    [240, 0],
    [480, 120],
    [660, 180],
    [780, 240],
    [1020, 280],
    [1245, 355],
    [1500, 355],
  ];
  const slots = (kind: SeriesKind, part: 'average' | 'min' | 'max' | 'last', values = raw) =>
    run(series(kind), samples(values))
      .cells.filter(({ archive }) => archive === 0)
      .map((cell) => Math.round((cell[part] as number) * 300 * 1e6) / 1e6);

  test('comes out slot by slot', () => {
    expect(slots('counter', 'average')).toEqual([30, 130, 100, 80, 15]);
    expect(slots('absolute', 'average')).toEqual([30, 210, 440, 424, 426]);
  });

  test('has no first and last slot without the samples at both ends', () => {
    expect(slots('counter', 'average', raw.slice(1, -1))).toEqual([130, 100, 80]);
  });

  test('is the same in rrdtool', () => {
    for (const kind of ['counter', 'absolute', 'gauge', 'derive'] as const) {
      const spec = series(kind);
      expect(
        differences(consolidated(spec, samples(raw)), rrdtool([{ spec, samples: samples(raw) }])[0] as Consolidated),
      ).toEqual([]);
    }
  });
});

describe('where rrdtool is wrong, the exact value is taken:', () => {
  const at = 1_699_999_200;
  const finest = (spec: SeriesSpec, values: (number | bigint | null)[]) => {
    const samples = values.map((value, index) => ({ at: at + index * 300, value }));
    const read = ({ AVERAGE }: Consolidated) =>
      values.slice(1).map((_, past) => AVERAGE[0]?.get(at + (past + 1) * 300) ?? null);
    return { ours: read(consolidated(spec, samples)), theirs: read(rrdtool([{ spec, samples }])[0] as Consolidated) };
  };
  const about = (value: number) => expect.closeTo(value, 8);

  test('a 32-bit wrap counts every unit (rrdtool one too few)', () => {
    const { ours, theirs } = finest(series('counter'), [4_294_967_000, 704]);
    expect([ours, theirs]).toEqual([[about(1000 / 300)], [about(999 / 300)]]);
  });

  test('a 64-bit wrap is exact (rrdtool: nothing)', () => {
    const { ours, theirs } = finest(series('counter', { bits: 64 }), [2n ** 64n - 296n, 704n]);
    expect([ours, theirs]).toEqual([[about(1000 / 300)], [0]]);
  });

  test('large 64-bit counters lose no unit', () => {
    const { ours, theirs } = finest(series('counter', { bits: 64 }), [
      2n ** 63n + 1n,
      2n ** 63n + 301n,
      2n ** 63n + 901n,
    ]);
    expect(ours).toEqual([1, 2]);
    expect(theirs).toEqual(ours);
  });

  test('a 64-bit counter that was reset is unknown (rrdtool: a rate of 10^16)', () => {
    const { ours, theirs } = finest(series('counter', { bits: 64 }), [2n ** 40n, 100n, 400n]);
    expect(ours).toEqual([null, 1]);
    expect(theirs[0]).toBeGreaterThan(1e16);
  });

  test('a value that falls below zero has a rate (rrdtool: none)', () => {
    const { ours, theirs } = finest(series('derive'), [300, -300, -900]);
    expect(ours).toEqual([-2, -2]);
    expect(theirs).toEqual([null, -2]);
  });
});

describe('samples that cannot be', () => {
  const at = 1_699_999_200;
  const rates = (spec: SeriesSpec, values: (number | bigint | null)[]) =>
    run(
      spec,
      values.map((value, index) => ({ at: at + index * 300, value })),
    )
      .cells.filter(({ archive }) => archive === 0)
      .map(({ index, average }) => [index * 300 - at, average]);

  test('are unknown: fractions and negative numbers of a counter, rates out of bounds', () => {
    expect(rates(series('counter'), [0, 300, 300.5, 600, 900, -5, 900, 1200])).toEqual([
      [300, 1],
      [1200, 1],
      [2100, 1],
    ]);
    expect(rates(series('counter'), [2n ** 64n - 301n, 2n ** 64n - 1n, 2n ** 64n])).toEqual([[300, 1]]);
    expect(rates(series('derive'), [2n ** 63n - 301n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n)])).toEqual([[300, 1]]);
    expect(rates(series('counter', { max: 10 }), [0, 300, 300_000, 300_300])).toEqual([
      [300, 1],
      [900, 1],
    ]);
  });

  test('are left out when they are late, or come twice', () => {
    const samples = [0, 300, 300, 200, 600].map((past) => ({ at: at + past, value: past }));
    const { cells, leftOut } = run(series('counter'), samples);
    expect(leftOut).toBe(2);
    expect(cells.map(({ average }) => average)).toEqual([1, 1]);
  });
});
