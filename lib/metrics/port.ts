/**
 * A series is one value over time of one thing: the sessions of a node, the octets of an interface. What it measures is said
 * once, with its first sample; a series that says something else later is another series.
 */
export type SeriesKey = {
  /** What is measured: `server:<id>`, `device:<id>`, `directory`, `portal`, `collector`. */
  target: string;
  /** Lower case, words with dots from the general to the single: `xmpp.sessions`, `if.octets`. */
  name: string;
  /** What tells series of one name apart: `{ node: 'ej1@localhost', direction: 'in' }`. */
  labels: Readonly<Record<string, string>>;
};

/** As in rrdtool: a counter only rises (it wraps, or starts again); derive may fall; absolute starts at 0 after each reading. */
export type SeriesKind = 'gauge' | 'counter' | 'derive' | 'absolute';

export type SeriesSpec = SeriesKey & {
  kind: SeriesKind;
  /** Of the stored value: `sessions`, `octets/s`, `%`. Rates are a second. */
  unit: string;
  /** Seconds of one primary data point; what is polled more rarely has a longer one. */
  stepSeconds: 10 | 60 | 300;
  /** Longer without a sample: unknown. */
  heartbeatSeconds: number;
  /** Outside of these: unknown. For rates, bounds of the rate. */
  min: number | null;
  max: number | null;
  /** Of a counter: 32 or 64 bits, for wraps. */
  bits?: 32 | 64;
};

/** `value` null: asked, and not known. Counters are whole numbers of up to 64 bits. */
export type Sample = { series: SeriesSpec; at: Date; value: number | bigint | null };

export type KnownSeries = SeriesSpec & { id: number; lastAt: Date | null; lastValue: number | null };

/** One consolidated point: it covers `stepSeconds` up to and including its time; all null: unknown. */
export type Point = {
  at: Date;
  average: number | null;
  min: number | null;
  max: number | null;
  last: number | null;
};

export type Range = { id: number; stepSeconds: number; points: Point[] };

/**
 * Where samples go and charts come from: round-robin archives in the database (the default), or VictoriaMetrics. Samples of a
 * series that are not newer than its last one are left out; writing the same batch twice changes nothing.
 */
export interface MetricStore {
  write(samples: readonly Sample[]): Promise<{ written: number; leftOut: number }>;
  series(filter: { target?: string; name?: string; limit: number }): Promise<KnownSeries[]>;
  /** From the finest archive that reaches back to `from` with at most `points` points; gaps are points of null. */
  range(query: { ids: readonly number[]; from: Date; to: Date; points: number }): Promise<Range[]>;
}

/** Archives of each base step: how far back, at which resolution. The size of the database follows from it. */
export const archives = {
  10: [
    { stepSeconds: 10, keepSeconds: 86_400 },
    { stepSeconds: 300, keepSeconds: 92 * 86_400 },
    { stepSeconds: 3_600, keepSeconds: 3 * 365 * 86_400 },
  ],
  60: [
    { stepSeconds: 60, keepSeconds: 2 * 86_400 },
    { stepSeconds: 300, keepSeconds: 92 * 86_400 },
    { stepSeconds: 3_600, keepSeconds: 3 * 365 * 86_400 },
  ],
  300: [
    { stepSeconds: 300, keepSeconds: 92 * 86_400 },
    { stepSeconds: 3_600, keepSeconds: 3 * 365 * 86_400 },
  ],
} as const satisfies Record<SeriesSpec['stepSeconds'], readonly { stepSeconds: number; keepSeconds: number }[]>;
