/**
 * The collector, a process of its own: `node lib/collector/main.ts`. Keeps the catalog fresh, samples what is watched and tells
 * of changes, and deletes what is too old.
 * Tells its parent `{ ready: true }` once its jobs run, which needs neither the directory nor the database to be there.
 * Ends on SIGTERM, SIGINT and when its parent is gone.
 */
import pino, { type Logger } from 'pino';
import { config } from '../config/config.ts';
import { connectDirectory } from '../directory/ldap.ts';
import { openMetrics } from '../metrics/open.ts';
import type { Sample } from '../metrics/port.ts';
import { tellingMetrics } from '../metrics/tell.ts';
import { beginProcess, databaseUrlOf, endInOrder, secretBoxOf } from '../process.ts';
import { connections } from '../services/servers/connections.ts';
import { snmpManager } from '../snmp/connect.ts';
import { sshReader } from '../ssh/reader.ts';
import { openDatabase } from '../store/database.ts';
import { xmppConnector } from '../xmpp/connect.ts';
import { askNameServers } from '../xmpp/name-servers.ts';
import { alertJobs } from './alerts.ts';
import { pollDevices } from './devices.ts';
import { sampleDirectory } from './directory/sample.ts';
import { gatherer } from './exposition/gather.ts';
import { LastSamples } from './exposition/last-samples.ts';
import { serveMetrics } from './exposition/listener.ts';
import { followDirectory, purge, StepFailed } from './jobs.ts';
import { RunFigures, sampleCollector } from './own/collector.ts';
import { samplePortal } from './own/portal.ts';
import { sampleTraps } from './own/traps.ts';
import { SampleQueue } from './sample-queue.ts';
import { type ScheduleEvents, startSchedule } from './schedule.ts';
import { pollSshClusters } from './ssh/clusters.ts';
import { type Observed, StateEvents, type Thing } from './state-events.ts';
import { sampleServers } from './xmpp/servers.ts';

const undone = 'The collector was not started';

await beginProcess(start);

async function start(): Promise<void> {
  const settings = config();
  askNameServers(settings.dnsServers);
  const log = pino({ level: settings.logLevel, base: { process: 'collector' } });
  const directory = connectDirectory(settings.directory, log);
  const db = openDatabase(databaseUrlOf(settings, undone), { connections: 4 });
  const box = secretBoxOf(settings, undone);
  const servers = connections(xmppConnector(log), box);
  const runs = new RunFigures();
  const schedule = startSchedule(tell(log, runs));
  const metrics = openMetrics(db, settings.metricsUrl);
  const untold = (cause: unknown) => log.debug({ err: cause }, 'live pages were not told of samples');
  const queue = new SampleQueue(tellingMetrics(metrics, db, untold), log);
  const events = new StateEvents(db);
  const last = new LastSamples();
  const sink = {
    push(samples: readonly Sample[]) {
      queue.push(samples);
      if (settings.exposition) last.note(samples);
    },
    note: (thing: Thing, observed: Observed) => events.note(thing, observed),
    forget: (target: string) => events.forget(target),
  };
  const reader = directory.asService();
  const jobs = [
    followDirectory({ reader, db, tree: settings.directory }, log),
    purge(db, settings.signIn, log),
    pollDevices({ db, box, snmp: snmpManager, allowed: settings.snmp, sink }),
    pollSshClusters({ db, box, ssh: sshReader, sink }),
    sampleServers({ db, connections: servers, schedule, sink }),
    ...sampleDirectory(reader, db, sink, log),
    ...samplePortal(db, settings.session, sink),
    sampleTraps(db, sink),
    sampleCollector({ runs, jobs: () => schedule.count(), queue, sink }),
    queue.job(),
    events.job(),
    ...alertJobs({ db, metrics, settings, log, connections: servers }),
  ];
  for (const job of jobs) schedule.add(job);
  endInOrder(async () => {
    const stopped = schedule.stop();
    // Whoever waits for an answer of a server has it now; and again for one who connected meanwhile.
    await servers.close();
    await stopped;
    await servers.close();
    await Promise.allSettled([queue.flush(), events.flush()]);
    await directory.close();
    await db.close();
  });
  if (settings.exposition) await serveMetrics(settings.exposition, gatherer(db, last), log);
  process.send?.({ ready: true });
}

function tell(log: Logger, runs: RunFigures): ScheduleEvents {
  return {
    failed(job, cause, failuresInARow) {
      const details = { job, failuresInARow, why: cause instanceof StepFailed ? cause.failure : cause };
      // Once is news; each further time is not.
      if (failuresInARow === 1) log.warn({ ...details, err: cause }, 'a job failed and is tried again');
      else log.debug(details, 'a job failed again');
    },
    recovered: (job, failuresInARow) => log.info({ job, failuresInARow }, 'a job works again'),
    overran(job, deadlineMs) {
      runs.overran();
      log.error({ job, deadlineMs }, 'a job takes too long');
    },
    ran: (_, run) => runs.ran(run),
  };
}
