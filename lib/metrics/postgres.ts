import type { Database } from '#lib/store/database.ts';
import { journalKeeper } from './keep-journal.ts';
import type { MetricStore } from './port.ts';
import { readRange, readSeries } from './read.ts';
import { metricWriter } from './write.ts';

/**
 * Metrics in rings of packed rows (docs/decisions/0024) behind a journal (0029): on PostgreSQL and on the embedded database. Each process makes one
 * and keeps it: it remembers the series that it wrote last.
 */
export function postgresMetrics(db: Database): MetricStore {
  return {
    write: metricWriter(db, journalKeeper()),
    series: (filter) => readSeries(db, filter),
    range: (query) => readRange(db, query, Date.now()),
  };
}
