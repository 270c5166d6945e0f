import { setTimeout as sleep } from 'node:timers/promises';
import { metricTargets } from '../../services/metrics/targets.ts';
import { countAlerts } from '../../store/alert-counts.ts';
import type { Database } from '../../store/database.ts';
import { type Family, familiesOf, textOf } from './exposition.ts';
import type { LastSamples } from './last-samples.ts';

/** Who asks waits ten seconds at most; what the database doesn't say by then is left out. */
const databaseMs = 3_000;

/** Everything that is known now, as text: series, alerts, names of targets, and this process. */
export function gatherer(db: Database, last: LastSamples): () => Promise<string> {
  return async () => {
    const said = await Promise.race([fromDatabase(db).catch(() => null), sleep(databaseMs, null, { ref: false })]);
    const up = gauge('bailiwick_database_up', '1 when the database answers, 0 when not.', [
      { labels: {}, value: said ? 1 : 0 },
    ]);
    return textOf([...ofThisProcess(), up, ...(said ?? []), ...familiesOf(last.current(new Date()))]);
  };
}

async function fromDatabase(db: Database): Promise<Family[]> {
  const [alerts, targets] = await Promise.all([countAlerts(db), metricTargets({ db })]);
  return [
    gauge(
      'bailiwick_alerts',
      'Open alerts, by state and severity.',
      alerts.map(({ state, severity, count }) => ({ labels: { state, severity }, value: count })),
    ),
    gauge(
      'bailiwick_target_info',
      'What is watched, with its name: join by target.',
      targets.map(({ target, name, kind }) => ({ labels: { target, name, kind }, value: 1 })),
    ),
  ];
}

/**
 * Under the names that every process has. Not the library's own default metrics: among them are values that are no number
 * (`Nan`), and gauges that are called a total.
 */
function ofThisProcess(): Family[] {
  const { user, system } = process.cpuUsage();
  const one = (value: number) => [{ labels: {}, value }];
  const cpu = one((user + system) / 1e6);
  return [
    {
      name: 'process_cpu_seconds_total',
      type: 'counter',
      help: 'Time of processors that the collector took.',
      values: cpu,
    },
    gauge('process_resident_memory_bytes', 'Memory that the collector holds.', one(process.memoryUsage.rss())),
    gauge('process_start_time_seconds', 'When the collector started.', one(Date.now() / 1000 - process.uptime())),
  ];
}

function gauge(name: string, help: string, values: Family['values']): Family {
  return { name, type: 'gauge', help, values };
}
