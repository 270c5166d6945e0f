import type { Database } from '#lib/store/database.ts';
import type { MetricStore } from './port.ts';
import { postgresMetrics } from './postgres.ts';
import { victoriaMetrics } from './victoria.ts';

/** `url`: the setting METRICS_URL; undefined keeps points in the database. One a process: it remembers what it wrote last. */
export function openMetrics(db: Database, url: string | undefined): MetricStore {
  return url === undefined ? postgresMetrics(db) : victoriaMetrics(db, url);
}
