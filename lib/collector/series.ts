import type { Sample, SeriesKind, SeriesSpec } from '../metrics/port.ts';

/** One kind of series that a source tells, as a row of its table. `labels` says in words what its labels are. */
export type SeriesRow = {
  kind: SeriesKind;
  unit: string;
  /** Seconds between two readings. */
  step: SeriesSpec['stepSeconds'];
  labels?: string;
  min?: number | null;
  max?: number | null;
  /** One sentence for who reads the table. */
  what: string;
};
export type SeriesTable = Readonly<Record<string, SeriesRow>>;

/** So many readings may be missed before a series is unknown. */
const missed = 3;
const mostLabel = 200;

/** What one look at a target told. What isn't known is left out: it becomes unknown by itself. */
export class Readings<Table extends SeriesTable> {
  readonly samples: Sample[] = [];
  private readonly target: string;
  private readonly table: Table;

  constructor(target: string, table: Table) {
    this.target = target;
    this.table = table;
  }

  /** Of now: say it when the answer comes. */
  add(
    name: keyof Table & string,
    value: number | bigint | null | undefined,
    labels: Readonly<Record<string, string | null>> = {},
  ): void {
    if (value === null || value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return;
    this.samples.push({ series: this.spec(name, labels), at: new Date(), value });
  }

  private spec(name: keyof Table & string, labels: Readonly<Record<string, string | null>>): SeriesSpec {
    const { kind, unit, step, min = 0, max = null } = this.table[name] as SeriesRow;
    const told = Object.entries(labels).flatMap(([label, text]) =>
      text === null ? [] : [[label, text.slice(0, mostLabel)] as const],
    );
    return {
      target: this.target,
      name,
      labels: Object.fromEntries(told),
      kind,
      unit,
      stepSeconds: step,
      heartbeatSeconds: step * missed,
      min,
      max,
      ...(kind === 'counter' && { bits: 64 as const }),
    };
  }
}

/** A counter that begins anew looks like one that went round; no server does so much a second. */
export const mostPerSecond = 10_000_000;
