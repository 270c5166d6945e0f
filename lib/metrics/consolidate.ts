import { archives, type SeriesSpec } from './port.ts';

/**
 * Round-robin consolidation as rrdtool does it (rrdcreate(1), "The HEARTBEAT and the STEP"): samples become primary data
 * points of one step, these become cells of each archive. Pure: a state and a sample give a state and the cells completed.
 * Cell edges lie at multiples of their length since 1970.
 */
export type Accumulated = { known: number; sum: number; min: number; max: number };

/** `atMs`: of the last sample. */
export type SeriesState = {
  atMs: number;
  /** The raw value that a counter's next sample is compared with, of at most 64 bits; null: not known. */
  raw: bigint | null;
  /** Of the primary data point under way: what is known of it, as rate times milliseconds, and for how long nothing is. */
  area: number;
  unknownMs: number;
  /** Of the cell under way in each archive but the finest. */
  coarser: readonly Accumulated[];
};

/** A completed cell that is known. `index`: its end in units of its archive's step since 1970. `last` null: not known. */
export type Cell = { archive: number; index: number; average: number; min: number; max: number; last: number | null };

export type Value = number | bigint | null;

const nothing: Readonly<Accumulated> = { known: 0, sum: 0, min: 0, max: 0 };

/** A sample's effect; null: it isn't newer than the last one, and counts for nothing. `rate`: of the time since the last. */
export function consolidate(
  spec: SeriesSpec,
  state: SeriesState | null,
  atMs: number,
  value: Value,
): { state: SeriesState; cells: Cell[]; rate: number | null } | null {
  const stepMs = spec.stepSeconds * 1000;
  const edgeMs = Math.floor(atMs / stepMs) * stepMs;
  if (state === null) return { state: { ...unknownSince(spec, atMs), raw: rawOf(spec, value) }, cells: [], rate: null };
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
  const first = firstPoint(spec, state, atMs, rate);
  const edges = { from: lastEdgeMs / stepMs, to: edgeMs / stepMs };
  const { cells, coarser } = cellsOf(spec, state.coarser, { first, others: rate }, edges);
  const [area, unknownMs] = rate === null ? [0, atMs - edgeMs] : [rate * (atMs - edgeMs), 0];
  return { state: { atMs, raw, area, unknownMs, coarser }, cells, rate };
}

/** Nothing is known of the time up to then. */
export function unknownSince({ stepSeconds }: SeriesSpec, atMs: number): SeriesState {
  const coarser = archives[stepSeconds].slice(1).map(() => nothing);
  return { atMs, raw: null, area: 0, unknownMs: atMs % (stepSeconds * 1000), coarser };
}

/**
 * The data point that was under way: the mean of what is known of it, whatever else is not. It is unknown when more than half a
 * step was before this sample, or when the heartbeat stopped: up to this sample, or up to its end where more have ended since.
 * (All as rrdtool 1.7.2 does it; what this sample says nothing about doesn't count for the half.)
 */
function firstPoint(spec: SeriesSpec, state: SeriesState, atMs: number, rate: number | null): number | null {
  const stepMs = spec.stepSeconds * 1000;
  const begunMs = state.atMs % stepMs;
  const passedMs = atMs - state.atMs;
  const silentMs = passedMs < 2 * stepMs - begunMs ? passedMs : stepMs - begunMs;
  if (state.unknownMs > stepMs / 2 || silentMs > spec.heartbeatSeconds * 1000) return null;
  const newMs = rate === null ? 0 : stepMs - begunMs;
  const knownMs = begunMs - state.unknownMs + newMs;
  return knownMs <= 0 ? null : (state.area + (rate ?? 0) * newMs) / knownMs;
}

type Points = { first: number | null; others: number | null };
/** The data points that end after edge `from` up to edge `to`, in steps since 1970. */
function cellsOf(
  { stepSeconds }: SeriesSpec,
  before: readonly Accumulated[],
  { first, others: value }: Points,
  { from, to }: { from: number; to: number },
): { cells: Cell[]; coarser: Accumulated[] } {
  const [finest, ...others] = archives[stepSeconds];
  const cells: Cell[] = [];
  const add = (index: number, point: number) =>
    cells.push({ archive: 0, index, average: point, min: point, max: point, last: point });
  if (first !== null) add(from + 1, first);
  if (value !== null)
    for (let index = Math.max(from + 1, to - finest.keepSeconds / stepSeconds) + 1; index <= to; index++)
      add(index, value);
  const coarser = others.map((archive, at) => {
    const size = archive.stepSeconds / stepSeconds;
    const most = archive.keepSeconds / archive.stepSeconds;
    const filling = { cells, archive: at + 1, size, most };
    const begun = fillCells(filling, before[at] ?? nothing, first, from, from + 1);
    return fillCells(filling, begun, value, from + 1, to);
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

function unboundedRate(spec: SeriesSpec, raw: bigint | null, seconds: number, value: Value): number | null {
  if (value === null) return null;
  if (spec.kind === 'gauge') return Number(value);
  if (spec.kind === 'absolute') return Number(value) / seconds;
  const whole = rawOf(spec, value);
  if (whole === null || raw === null) return null;
  const risen = whole - raw;
  const difference = spec.kind === 'counter' ? unwrapped(risen, raw, spec.bits) : risen;
  return difference === null ? null : Number(difference) / seconds;
}

/** Counters and derives are compared, so they are kept; only whole numbers of 64 bits can be (signed for derive). */
function rawOf({ kind }: SeriesSpec, value: Value): bigint | null {
  if (value === null || kind === 'gauge' || kind === 'absolute') return null;
  if (typeof value === 'number' && !Number.isInteger(value)) return null;
  const whole = BigInt(value);
  if (kind === 'counter') return whole < 0n || whole >= wrap64 ? null : whole;
  return whole < -wrap64 / 2n || whole >= wrap64 / 2n ? null : whole;
}

const wrap32 = 1n << 32n;
const wrap64 = 1n << 64n;

/**
 * A counter that fell has wrapped: at 32 bits, or at 64, whichever makes sense (as rrdtool guesses) unless `bits` says it. rrdtool
 * adds one too few at 32 bits, and in floating point at 64, where nothing is left; here both are exact. A 64-bit counter that would
 * have risen by more than half its range was reset: null, where rrdtool has a rate of 10^16.
 */
function unwrapped(risen: bigint, before: bigint, bits: 32 | 64 | undefined): bigint | null {
  if (risen >= 0n) return risen;
  if (bits === 32 || (bits === undefined && risen + wrap32 >= 0n)) return before < wrap32 ? risen + wrap32 : null;
  const wrapped = risen + wrap64;
  return wrapped >= 0n && wrapped < wrap64 / 2n ? wrapped : null;
}
