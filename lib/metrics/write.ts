import type { Database } from '#lib/store/database.ts';
import { consolidate, type Value, withinBounds } from './consolidate.ts';
import { identityOf } from './identity.ts';
import { Overtaken } from './keep-states.ts';
import { type Known, loadSeries } from './known.ts';
import type { Sample, SeriesSpec } from './port.ts';

/** A clock that is further ahead is wrong; believed, it would shut the series for all samples until then. */
const mostAheadMs = 600_000;
/** Between two batches, of the last so many series: what isn't kept is read again. */
const mostKept = 50_000;

type Outcome = { written: number; leftOut: number };

/** A sample that counts: what is known of its series has it in already. */
export type Taken = { known: Known; atMs: number; value: Value };

export interface Keeper {
  /** Before each batch. `afresh`: nothing is known yet, or after a failure; then states must say everything. */
  prepare(db: Database, afresh: boolean): Promise<void>;
  /** Keeps a batch, all of it or nothing. Throws Overtaken when another process was quicker. */
  keep(db: Database, taken: readonly Taken[]): Promise<void>;
}

type Writer = { db: Database; keeper: Keeper; kept: Map<string, Known>; begun: boolean };

/**
 * What is known of each series goes on in memory from batch to batch, while the keeper makes sure that nobody else wrote.
 * After any failure everything is forgotten and read again. Batches of one writer follow each other.
 */
export function metricWriter(db: Database, keeper: Keeper): (samples: readonly Sample[]) => Promise<Outcome> {
  const writer: Writer = { db, keeper, kept: new Map(), begun: false };
  let last: Promise<unknown> = Promise.resolve();
  return (samples) => {
    const next = last.then(() => writeOnce(writer, samples));
    last = next.catch(() => {});
    return next;
  };
}

async function writeOnce(writer: Writer, samples: readonly Sample[]): Promise<Outcome> {
  if (samples.length === 0) return { written: 0, leftOut: 0 };
  for (let attempt = 1; ; attempt++) {
    try {
      await writer.keeper.prepare(writer.db, !writer.begun);
      writer.begun = true;
      return await writeKnown(writer, samples);
    } catch (cause) {
      // Whether a commit that was cut off took place is not known.
      forget(writer);
      if (!(cause instanceof Overtaken) || attempt === 5) throw cause;
    }
  }
}

function forget(writer: Writer): void {
  writer.kept.clear();
  writer.begun = false;
}

async function writeKnown(writer: Writer, samples: readonly Sample[]): Promise<Outcome> {
  const { db, keeper, kept } = writer;
  const missing = new Map<string, SeriesSpec>();
  for (const { series } of samples) if (!kept.has(identityOf(series))) missing.set(identityOf(series), series);
  if (missing.size > 0) for (const [identity, known] of await loadSeries(db, missing)) kept.set(identity, known);
  const taken: Taken[] = [];
  const latestMs = Date.now() + mostAheadMs;
  for (const { series, at, value } of inOrder(samples)) {
    const known = kept.get(identityOf(series));
    const one = known && { known, atMs: at.getTime(), value: finite(value) };
    if (one && one.atMs <= latestMs && take(one)) taken.push(one);
  }
  if (taken.length > 0) await keeper.keep(db, taken);
  if (kept.size > mostKept) forget(writer);
  return { written: taken.length, leftOut: samples.length - taken.length };
}

/** By time, which mostly they are already. */
function inOrder(samples: readonly Sample[]): readonly Sample[] {
  const ascending = samples.every(({ at }, number) => number === 0 || at >= (samples[number - 1] as Sample).at);
  return ascending ? samples : samples.toSorted((one, other) => +one.at - +other.at);
}

/** False when it isn't newer than the last one. */
function take({ known, atMs, value }: Taken): boolean {
  const result = consolidate(known.spec, known.state, atMs, value);
  if (!result) return false;
  known.state = result.state;
  known.lastValue =
    known.spec.kind === 'gauge' && value !== null ? withinBounds(known.spec, Number(value)) : result.rate;
  for (const cell of result.cells) known.cells.push(cell);
  return true;
}

function finite(value: Value): Value {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}
