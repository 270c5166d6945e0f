import type { Database } from '#lib/store/database.ts';
import { type Cell, consolidate, withinBounds } from './consolidate.ts';
import { identityOf } from './identity.ts';
import { Overtaken } from './keep-states.ts';
import { type Known, loadSeries } from './known.ts';
import type { Sample, SeriesSpec } from './port.ts';

/** A clock that is further ahead is wrong; believed, it would shut the series for all samples until then. */
const mostAheadMs = 600_000;
/** Between two batches, of the last so many series: what isn't kept is read again. */
const mostKept = 50_000;

type Outcome = { written: number; leftOut: number };
export type Advanced = { before: Known; after: Known; cells: Cell[] };

/** Keeps states and points, all of a batch or nothing. Throws Overtaken when another process was quicker. */
export type Keeper = (db: Database, advanced: readonly Advanced[]) => Promise<void>;

/**
 * One transaction a batch, of states and points together. What is known of each series is kept between batches, and each
 * update asks that it is still so; otherwise everything is read again. Batches of one writer follow each other.
 */
export function metricWriter(db: Database, keeper: Keeper): (samples: readonly Sample[]) => Promise<Outcome> {
  const kept = new Map<string, Known>();
  let last: Promise<unknown> = Promise.resolve();
  return (samples) => {
    const next = last.then(() => writeOnce({ db, keeper, kept }, samples));
    last = next.catch(() => {});
    return next;
  };
}

type Writer = { db: Database; keeper: Keeper; kept: Map<string, Known> };

async function writeOnce(writer: Writer, samples: readonly Sample[]): Promise<Outcome> {
  if (samples.length === 0) return { written: 0, leftOut: 0 };
  const specs = new Map<string, SeriesSpec>();
  const bySeries = Map.groupBy(samples, ({ series }) => {
    const identity = identityOf(series);
    specs.set(identity, series);
    return identity;
  });
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeKnown(writer, specs, bySeries);
    } catch (cause) {
      // Whether a commit that was cut off took place is not known: read again before the next batch.
      for (const identity of specs.keys()) writer.kept.delete(identity);
      if (!(cause instanceof Overtaken) || attempt === 5) throw cause;
    }
  }
}

async function writeKnown(
  { db, keeper, kept }: Writer,
  specs: ReadonlyMap<string, SeriesSpec>,
  bySeries: ReadonlyMap<string, readonly Sample[]>,
): Promise<Outcome> {
  const missing = new Map([...specs].filter(([identity]) => !kept.has(identity)));
  if (missing.size > 0) for (const [identity, known] of await loadSeries(db, missing)) kept.set(identity, known);
  const outcome = { written: 0, leftOut: 0 };
  const advanced = new Map<string, Advanced>();
  for (const [identity, samples] of bySeries) {
    const before = kept.get(identity);
    const step = before && advance(before, samples);
    outcome.written += step?.taken ?? 0;
    outcome.leftOut += samples.length - (step?.taken ?? 0);
    if (step && step.taken > 0) advanced.set(identity, step);
  }
  if (advanced.size > 0) await keeper(db, [...advanced.values()]);
  for (const [identity, { after }] of advanced) kept.set(identity, after);
  if (kept.size > mostKept) kept.clear();
  return outcome;
}

function advance(before: Known, samples: readonly Sample[]): Advanced & { taken: number } {
  const inOrder = samples.length === 1 ? samples : [...samples].sort((one, other) => +one.at - +other.at);
  const after = { ...before };
  const cells: Cell[] = [];
  let taken = 0;
  for (const { at, value } of inOrder) {
    if (at.getTime() > Date.now() + mostAheadMs) continue;
    const result = consolidate(before.spec, after.state, at.getTime(), finite(value));
    if (!result) continue;
    taken++;
    after.state = result.state;
    after.lastValue =
      before.spec.kind === 'gauge' && value !== null ? withinBounds(before.spec, Number(value)) : result.rate;
    for (const cell of result.cells) cells.push(cell);
  }
  return { before, after, cells, taken };
}

function finite<T extends number | bigint | null>(value: T): T | null {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
