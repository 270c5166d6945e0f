import { archives, type SeriesSpec } from './port.ts';

/**
 * Round-robin consolidation as rrdtool does it (rrdcreate(1), "The HEARTBEAT and the STEP"): samples become primary data
 * points of one step, these become cells of each archive. Pure: a state and a sample give a state and the cells completed.
 * Cell edges lie at multiples of their length since 1970.
 */
export type Accumulated = { known: number; sum: number; min: number; max: number };

/** Plain JSON. `atMs` 0: no sample so far. */
export type SeriesState = {
  atMs: number;
  /** The raw value that a counter's next sample is compared with, as decimal text; null: not known. */
  raw: string | null;
  /** Of the primary data point under way: what is known of it, as rate times milliseconds, and for how long nothing is. */
  area: number;
  unknownMs: number;
  /** Of the cell under way in each archive but the finest. */
  coarser: Accumulated[];
};

/** A completed cell that is known. `index`: its end in units of its archive's step since 1970. `last` null: not known. */
export type Cell = { archive: number; index: number; average: number; min: number; max: number; last: number | null };

export type Value = number | bigint | null;

export const nothing: Readonly<Accumulated> = { known: 0, sum: 0, min: 0, max: 0 };

/** A sample's effect; null: it isn't newer than the last one, and counts for nothing. `rate`: of the time since the last. */
export function consolidate(
  spec: SeriesSpec,
  state: SeriesState | null,
  atMs: number,
  value: Value,
): { state: SeriesState; cells: Cell[]; rate: number | null } | null {
  const stepMs = spec.stepSeconds * 1000;
  const edgeMs = Math.floor(atMs / stepMs) * stepMs;
  if (state === null || state.atMs === 0)
    return { state: firstState(spec, atMs, edgeMs, value), cells: [], rate: null };
  if (atMs <= state.atMs) return null;
  const rate = rateOf(spec, state, atMs, value);
  const raw = rawOf(spec, value);
  const lastEdgeMs = Math.floor(state.atMs / stepMs) * stepMs;
  if (edgeMs === lastEdgeMs) {
    const passedMs = atMs - state.atMs;
    const area = state.area + (rate === null ? 0 : rate * passedMs);
    const unknownMs = state.unknownMs + (rate === null ? passedMs : 0);
    return { state: { ...state, atMs, raw, area, unknownMs }, cells: [], rate };
  }
  const primary = primaryOf(spec, state, atMs, edgeMs, lastEdgeMs, rate);
  const { cells, coarser } = cellsOf(spec, state.coarser, primary, lastEdgeMs / stepMs, edgeMs / stepMs);
  const [area, unknownMs] = rate === null ? [0, atMs - edgeMs] : [rate * (atMs - edgeMs), 0];
  return { state: { atMs, raw, area, unknownMs, coarser }, cells, rate };
}

function firstState(spec: SeriesSpec, atMs: number, edgeMs: number, value: Value): SeriesState {
  const coarser = archives[spec.stepSeconds].slice(1).map(() => ({ ...nothing }));
  return { atMs, raw: rawOf(spec, value), area: 0, unknownMs: atMs - edgeMs, coarser };
}

/**
 * All data points that end since the last sample get one value, as rrdtool has it: the mean of what is known from the edge
 * before the last sample to the one before this. More than half a step unknown before this sample: unknown altogether.
 */
function primaryOf(
  { stepSeconds, heartbeatSeconds }: SeriesSpec,
  state: SeriesState,
  atMs: number,
  edgeMs: number,
  lastEdgeMs: number,
  rate: number | null,
): number | null {
  if (atMs - state.atMs > heartbeatSeconds * 1000 || state.unknownMs > stepSeconds * 500) return null;
  const newMs = rate === null ? 0 : edgeMs - state.atMs;
  const knownMs = state.atMs - lastEdgeMs - state.unknownMs + newMs;
  return knownMs <= 0 ? null : (state.area + (rate ?? 0) * newMs) / knownMs;
}

/** `from` and `to`: the first edge (exclusive) and the last of data points of one value, in steps since 1970. */
function cellsOf(
  { stepSeconds }: SeriesSpec,
  before: readonly Accumulated[],
  value: number | null,
  from: number,
  to: number,
): { cells: Cell[]; coarser: Accumulated[] } {
  const [finest, ...others] = archives[stepSeconds];
  const cells: Cell[] = [];
  if (value !== null) {
    const oldest = to - finest.keepSeconds / stepSeconds;
    for (let index = Math.max(from, oldest) + 1; index <= to; index++)
      cells.push({ archive: 0, index, average: value, min: value, max: value, last: value });
  }
  const coarser = others.map((archive, at) => {
    const size = archive.stepSeconds / stepSeconds;
    const most = archive.keepSeconds / archive.stepSeconds;
    return fillCells({ cells, archive: at + 1, size, most }, before[at] ?? nothing, value, from, to);
  });
  return { cells, coarser };
}

type Filling = { cells: Cell[]; archive: number; size: number /** Cells that the archive keeps. */; most: number };

/** At least half of a cell's data points known: it is known (rrdtool's xff 0.5). Its last is that of its last data point. */
function fillCells(
  { cells, archive, size, most }: Filling,
  before: Accumulated,
  value: number | null,
  from: number,
  to: number,
): Accumulated {
  let accumulated = before;
  const lastIndex = Math.floor(to / size);
  for (let at = from; at < to; ) {
    const index = Math.floor(at / size) + 1;
    const end = Math.min(index * size, to);
    accumulated = value === null ? accumulated : plus(accumulated, value, end - at);
    at = end;
    if (end < index * size) break;
    if (accumulated.known * 2 >= size) cells.push({ archive, index, ...summed(accumulated), last: value });
    accumulated = nothing;
    // Of a long time that is all one value (or unknown), nothing is kept that the archive forgets at once.
    const next = value === null ? lastIndex : Math.max(index, lastIndex - most);
    at = Math.max(at, next * size);
  }
  return accumulated;
}

function plus({ known, sum, min, max }: Accumulated, value: number, times: number): Accumulated {
  return {
    known: known + times,
    sum: sum + value * times,
    min: known === 0 ? value : Math.min(min, value),
    max: known === 0 ? value : Math.max(max, value),
  };
}

function summed({ known, sum, min, max }: Accumulated): { average: number; min: number; max: number } {
  return { average: sum / known, min, max };
}

/** Per second since the last sample (a gauge: the value); null when it isn't known or out of bounds. */
function rateOf(spec: SeriesSpec, state: SeriesState, atMs: number, value: Value): number | null {
  const seconds = (atMs - state.atMs) / 1000;
  if (seconds > spec.heartbeatSeconds) return null;
  return withinBounds(spec, unboundedRate(spec, state.raw, seconds, value));
}

export function withinBounds({ min, max }: SeriesSpec, rate: number | null): number | null {
  if (rate === null || !Number.isFinite(rate)) return null;
  return (max !== null && rate > max) || (min !== null && rate < min) ? null : rate;
}

function unboundedRate(spec: SeriesSpec, raw: string | null, seconds: number, value: Value): number | null {
  if (value === null) return null;
  if (spec.kind === 'gauge') return Number(value);
  if (spec.kind === 'absolute') return Number(value) / seconds;
  const whole = rawOf(spec, value);
  if (whole === null || raw === null) return null;
  const risen = BigInt(whole) - BigInt(raw);
  const difference = spec.kind === 'counter' ? unwrapped(risen, BigInt(raw), spec.bits) : risen;
  return difference === null ? null : Number(difference) / seconds;
}

/** Counters and derives are compared, so they are kept; only whole numbers can be. */
function rawOf({ kind }: SeriesSpec, value: Value): string | null {
  if (value === null || kind === 'gauge' || kind === 'absolute') return null;
  if (typeof value === 'number' && !Number.isInteger(value)) return null;
  const whole = BigInt(value);
  return kind === 'counter' && whole < 0n ? null : whole.toString();
}

const wrap32 = 1n << 32n;
const wrap64 = 1n << 64n;

/**
 * A counter that fell has wrapped: at 32 bits, or at 64, whichever makes sense (as rrdtool guesses) unless `bits` says it. rrdtool
 * adds in floating point, so 64-bit wraps come out as 0 there; here they are exact. A 64-bit counter that would have risen by more
 * than half its range was reset: null, where rrdtool has a rate of 10^16.
 */
function unwrapped(risen: bigint, before: bigint, bits: 32 | 64 | undefined): bigint | null {
  if (risen >= 0n) return risen;
  if (bits === 32 || (bits === undefined && risen + wrap32 >= 0n)) return before < wrap32 ? risen + wrap32 : null;
  const wrapped = risen + wrap64;
  return wrapped >= 0n && wrapped < wrap64 / 2n ? wrapped : null;
}
