import { z } from 'zod';
import type { Database } from '#lib/store/database.ts';
import { type Choice, chooseArchive } from './choose-archive.ts';
import { foldJournal } from './fold.ts';
import { digestOf, identityOf } from './identity.ts';
import { keepStates } from './keep-states.ts';
import type { Known } from './known.ts';
import type { MetricStore, Point, Range, SeriesSpec } from './port.ts';
import { mostPoints, readSeries } from './read.ts';
import { VictoriaError, victoriaHttp } from './victoria-http.ts';
import { metricWriter } from './write.ts';

type Http = ReturnType<typeof victoriaHttp>;
type Query = Parameters<MetricStore['range']>[0];

/**
 * Points in VictoriaMetrics, series and their states in the database: so counters, bounds and late samples mean the same, and
 * nothing is lost or doubled. What it is sent are the primary data points, each at the end of its step, under the series' name
 * (dots become underscores) with its labels, `target`, `unit`, and `series`, which tells it apart; ranges are consolidated there.
 *
 * It must run with -dedup.minScrapeInterval=1ms: after a crash between the two, the same points are sent again.
 */
export function victoriaMetrics(db: Database, address: string): MetricStore {
  const http = victoriaHttp(address);
  return {
    write: metricWriter(db, {
      // Of a time without METRICS_URL.
      async prepare(own, afresh) {
        if (afresh) await foldJournal(own);
      },
      async keep(own, taken) {
        const changed = [...new Set(taken.map(({ known }) => known))];
        await send(http, changed);
        await own.transaction((sql) => keepStates(sql, changed, new Map()));
      },
    }),
    series: (filter) => readSeries(db, filter),
    range: (query) => readRange(db, http, query, Date.now()),
  };
}

/** JSON lines (/api/v1/import), some thousand series a request. */
async function send(http: Http, changed: readonly Known[]): Promise<void> {
  const lines = changed.flatMap(({ spec, cells }) => {
    const finest = cells.filter(({ archive }) => archive === 0);
    if (finest.length === 0) return [];
    const { target, name, unit, labels, stepSeconds } = spec;
    const series = digestOf(identityOf(spec));
    const metric = { ...labels, target, unit, series, __name__: name.replace(/\W/g, '_') };
    const values = finest.map(({ average }) => average);
    return JSON.stringify({ metric, values, timestamps: finest.map(({ index }) => index * stepSeconds * 1000) });
  });
  for (let from = 0; from < lines.length; from += 5000)
    await http.post('/api/v1/import', lines.slice(from, from + 5000).join('\n'));
}

type Row = { id: number; digest: string; step: SeriesSpec['stepSeconds']; lastMs: string | null };

async function readRange(db: Database, http: Http, query: Query, nowMs: number): Promise<Range[]> {
  const rows = await db.query<Row>(
    `SELECT s.id, s.digest, s.step, t.last_ms AS "lastMs" FROM metric_series s LEFT JOIN metric_state t ON t.series = s.id
     WHERE s.id = ANY($1)`,
    [query.ids],
  );
  const [fromMs, toMs] = [query.from.getTime(), query.to.getTime()];
  const points = Math.max(1, Math.min(query.points, mostPoints));
  const ranges = new Map<number, Range>();
  for (const [step, own] of Map.groupBy(rows, (row) => row.step)) {
    const choice = chooseArchive(step, { fromMs, toMs, nowMs, points });
    for (const range of await readOneStep(http, choice, step, own)) ranges.set(range.id, range);
  }
  return query.ids.flatMap((id) => ranges.get(id) ?? []);
}

const answerShape = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.object({ series: z.string(), rollup: z.string().optional() }),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

/** By series, then by rollup, then by time in seconds. */
type Values = Map<string, Map<string, Map<number, number>>>;

async function readOneStep(http: Http, choice: Choice, step: number, rows: readonly Row[]): Promise<Range[]> {
  const { archive, merged, first, last } = choice;
  const stepSeconds = archive.stepSeconds * merged;
  const times: number[] = [];
  for (let index = first + merged - 1; index <= last; index += merged) times.push(index * archive.stepSeconds);
  if (times.length === 0) return rows.map(({ id }) => ({ id, stepSeconds, points: [] }));
  // Digests are base64url: nothing in them means anything to a regular expression or a quoted string.
  const selector = `{series=~"${rows.map(({ digest }) => digest).join('|')}"}`;
  const bounds = { start: String(times[0]), end: String(times.at(-1)), step: String(stepSeconds), nocache: '1' };
  const ask = (query: string) => readValues(http, { ...bounds, query });
  const all = '"avg_over_time","min_over_time","max_over_time","count_over_time"';
  const [lasts, rolled] = await Promise.all([
    ask(`last_over_time(${selector}[${step}s])`),
    stepSeconds === step ? null : ask(`aggr_over_time((${all}),${selector}[${stepSeconds}s])`),
  ]);
  return rows.map(({ id, digest, lastMs }) => {
    const ends = lasts.get(digest)?.get('') ?? new Map<number, number>();
    // As in the rings: a cell is there when it is complete.
    const rollups = rolled?.get(digest);
    const points = times.map((at) =>
      at * 1000 > Number(lastMs)
        ? unknownPoint(at)
        : rolled
          ? consolidatedPoint(at, rollups, ends, stepSeconds / step)
          : finestPoint(at, ends),
    );
    return { id, stepSeconds, points };
  });
}

async function readValues(http: Http, query: Record<string, string>): Promise<Values> {
  const parsed = answerShape.safeParse(JSON.parse(await http.post('/api/v1/query_range', new URLSearchParams(query))));
  if (!parsed.success) throw new VictoriaError('VictoriaMetrics answered something else than values');
  const found: Values = new Map();
  for (const { metric, values } of parsed.data.data.result) {
    const own = found.get(metric.series) ?? new Map<string, Map<number, number>>();
    own.set(metric.rollup ?? '', new Map(values.map(([at, value]) => [at, Number(value)])));
    found.set(metric.series, own);
  }
  return found;
}

function finestPoint(at: number, values: ReadonlyMap<number, number>): Point {
  const value = values.get(at) ?? null;
  return { at: new Date(at * 1000), average: value, min: value, max: value, last: value };
}

/** As in the archives: known when at least half of its `size` data points are; its last is that of the last data point. */
function consolidatedPoint(
  at: number,
  rollups: ReadonlyMap<string, ReadonlyMap<number, number>> | undefined,
  ends: ReadonlyMap<number, number>,
  size: number,
): Point {
  const of = (name: string) => rollups?.get(`${name}_over_time`)?.get(at) ?? null;
  const known = (of('count') ?? 0) * 2 >= size;
  if (!known) return unknownPoint(at);
  return { at: new Date(at * 1000), average: of('avg'), min: of('min'), max: of('max'), last: ends.get(at) ?? null };
}

function unknownPoint(at: number): Point {
  return { at: new Date(at * 1000), average: null, min: null, max: null, last: null };
}
