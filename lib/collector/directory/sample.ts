import type { Logger } from 'pino';
import { readState } from '../../catalog/state.ts';
import type { Reader } from '../../directory/port.ts';
import type { Failure } from '../../domain/failure.ts';
import { equal, not, or } from '../../domain/filter.ts';
import type { Database } from '../../store/database.ts';
import type { Job } from '../schedule.ts';
import { Readings } from '../series.ts';
import type { Sink } from '../sink.ts';
import {
  type DirectoryReadings,
  databaseAttributes,
  monitor,
  monitorAttributes,
  readDatabases,
  readMonitor,
} from './monitor.ts';
import { directorySeries } from './series.ts';

export const directoryTarget = 'directory';
/** A catalog that was not read for so long is stale: looks come each second. */
const staleAfterMs = 60_000;
const mostEntries = 500;

type Log = Pick<Logger, 'warn'>;

/** cn=Monitor as the service account, and how fresh the catalog is. */
export function sampleDirectory(
  reader: Reader,
  db: Database,
  sink: Sink,
  log: Log,
  { begunAt = Date.now() }: { begunAt?: number } = {},
): Job[] {
  const denied = tellOnce(log);
  const every = (seconds: number, name: string, look: (readings: DirectoryReadings) => Promise<void>): Job => ({
    name,
    everyMs: seconds * 1000,
    deadlineMs: seconds * 1000,
    async run() {
      const readings = new Readings(directoryTarget, directorySeries);
      try {
        await look(readings);
      } finally {
        sink.push(readings.samples);
      }
    },
  });
  return [
    every(10, 'sample the directory', (readings) => lookAtServer(reader, readings, sink, denied)),
    every(60, 'sample the directory’s databases', (readings) => lookAtDatabases(reader, readings)),
    every(10, 'sample the catalog', (readings) => lookAtCatalog(db, readings, sink, begunAt)),
  ];
}

async function lookAtServer(reader: Reader, readings: DirectoryReadings, sink: Sink, denied: (why: Failure) => void) {
  const begun = performance.now();
  const found = await reader.search({
    base: monitor,
    scope: 'sub',
    // There is an entry for each connection, and there may be thousands.
    filter: not(equal('objectClass', 'monitorConnection')),
    attributes: monitorAttributes,
    limit: mostEntries,
  });
  const away = found.ok || !isAway(found.failure) ? null : found.failure;
  readings.add('directory.reachable', away ? 0 : 1);
  tellState(sink, away);
  if (!found.ok) return away ? undefined : denied(found.failure);
  readings.add('directory.answer', performance.now() - begun);
  readMonitor(found.value.entries, readings);
}

async function lookAtDatabases(reader: Reader, readings: DirectoryReadings) {
  const found = await reader.search({
    base: monitor,
    scope: 'sub',
    filter: or(equal('objectClass', 'olmMDBDatabase'), equal('cn', 'Max File Descriptors')),
    attributes: [...databaseAttributes, 'monitorCounter'],
    limit: mostEntries,
  });
  if (found.ok) readDatabases(found.value.entries, readings);
}

async function lookAtCatalog(db: Database, readings: DirectoryReadings, sink: Sink, begunAt: number) {
  const { state, lagMs, lastPollAt, since, error } = await readState(db);
  const readAt = lastPollAt ?? since;
  // Before the first fill there is nothing that could be stale.
  if (readAt === null) return;
  const ageMs = Date.now() - readAt.getTime();
  readings.add('directory.catalog.lag', lagMs);
  readings.add('directory.catalog.age', Math.max(0, ageMs / 1000));
  const stale = ageMs > staleAfterMs;
  // While no collector ran nothing was read: that is no fault of now, and over with the first look.
  if (stale && Date.now() - begunAt < staleAfterMs) return;
  const why = error ?? (state === 'away' ? 'The directory can’t be read.' : 'The collector did not look for changes.');
  sink.note(
    { target: directoryTarget, kind: 'catalog.state' },
    stale
      ? {
          state: 'stale',
          normal: false,
          severity: 'warn',
          text: `Lists may be out of date: ${why}`,
          details: { readAt: readAt.toISOString() },
        }
      : { state: 'fresh', normal: true, severity: 'info', text: 'Lists are up to date again.' },
  );
}

function tellState(sink: Sink, away: Failure | null): void {
  sink.note(
    { target: directoryTarget, kind: 'directory.state' },
    away
      ? {
          state: 'away',
          normal: false,
          severity: 'failing',
          text: `The directory is away: ${away.why}`,
          details: { why: away.why },
        }
      : { state: 'up', normal: true, severity: 'info', text: 'The directory answers again.' },
  );
}

function isAway({ kind }: Failure): boolean {
  return kind === 'unavailable' || kind === 'timeout';
}

function tellOnce(log: Log): (failure: Failure) => void {
  let told = false;
  return (failure) => {
    if (!told)
      log.warn({ why: failure }, 'cn=Monitor can’t be read: deploy/openldap/monitor.ldif lets the portal do so');
    told = true;
  };
}
