import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../lab/test-database.ts';
import type { XmppServerFacts } from '../../lab/xmpp/facts.ts';
import type { KnownSeries, MetricStore } from '../metrics/port.ts';
import { postgresMetrics } from '../metrics/postgres.ts';
import { connections } from '../services/servers/connections.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { type KeptEvent, readEvents } from '../store/events.ts';
import { insertServer, newServerId, type ServerSettings } from '../store/managed-servers.ts';
import { type SecretBox, secretBox } from '../store/secret-box.ts';
import { xmppConnector } from '../xmpp/connect.ts';
import { SampleQueue } from './sample-queue.ts';
import { type Schedule, startSchedule } from './schedule.ts';
import { StateEvents } from './state-events.ts';
import { sampleServers } from './xmpp/servers.ts';

const silent = { info() {}, warn() {}, error() {} };

/** What lib/collector/main.ts puts together, with shorter periods and a database of its own. */
export class SamplingUnderTest {
  readonly db: Database;
  readonly store: MetricStore;
  readonly schedule: Schedule;
  readonly queue: SampleQueue;
  readonly events: StateEvents;
  readonly box: SecretBox;
  readonly failures: unknown[] = [];
  private readonly own: TestDatabase;
  private readonly folder = mkdtempSync(join(tmpdir(), 'bailiwick-sampling-'));
  private readonly servers: ReturnType<typeof connections>;

  static async begin(periods: { fastMs: number; slowMs: number }): Promise<SamplingUnderTest> {
    return new SamplingUnderTest(await startTestDatabase(), periods);
  }

  private constructor(own: TestDatabase, periods: { fastMs: number; slowMs: number }) {
    this.own = own;
    this.db = openDatabase(own.url);
    this.store = postgresMetrics(this.db);
    this.box = secretBox({ file: join(this.folder, 'secret-key'), made: true });
    this.servers = connections(xmppConnector(silent), this.box);
    const failed = (_: string, cause: unknown) => void this.failures.push(cause);
    this.schedule = startSchedule({ failed, recovered() {}, overran: () => this.failures.push('overran') });
    this.queue = new SampleQueue(this.store, silent, { everyMs: 200 });
    this.events = new StateEvents(this.db);
    const { db, servers, schedule, sink } = this;
    const following = { ...periods, followMs: 200 };
    const jobs = [
      sampleServers({ db, connections: servers, schedule, sink, periods: following }),
      this.queue.job(),
      { ...this.events.job(), everyMs: 100 },
    ];
    for (const job of jobs) schedule.add(job);
  }

  get sink() {
    const { queue, events } = this;
    return {
      push: (samples: Parameters<SampleQueue['push']>[0]) => queue.push(samples),
      note: (...noted: Parameters<StateEvents['note']>) => events.note(...noted),
      forget: (target: string) => events.forget(target),
    };
  }

  async end(): Promise<void> {
    await this.schedule.stop();
    await this.servers.close();
    await this.db.close();
    await this.own.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Answers the target of its series. */
  async manage(settings: ServerSettings, password: string): Promise<string> {
    const id = newServerId();
    await insertServer(this.db, this.box, { id, settings, secrets: { password, clientKey: '' } });
    return `server:${id}`;
  }

  async last(target: string, name: string, labels: Record<string, string> = {}): Promise<KnownSeries | null> {
    const all = await this.store.series({ target, name, limit: 100 });
    const has = (one: KnownSeries) => Object.entries(labels).every(([label, value]) => one.labels[label] === value);
    return all.find(has) ?? null;
  }

  async value(target: string, name: string, labels: Record<string, string> = {}): Promise<number | null> {
    return (await this.last(target, name, labels))?.lastValue ?? null;
  }

  told(targets: string[], kinds?: string[]): Promise<KeptEvent[]> {
    return readEvents(this.db, { targets, after: '0', limit: 100, ...(kinds && { kinds }) });
  }
}

export function settingsOf(
  { name, domains, host, ports, admin }: XmppServerFacts,
  caFile = inject('xmpp').caFile,
): ServerSettings {
  return {
    name: name === 'north' ? 'North' : 'South',
    domain: domains[0] as string,
    host,
    port: ports.starttls,
    tls: 'starttls',
    ca: readFileSync(caFile, 'utf8'),
    jid: admin.jid,
    mechanisms: ['SCRAM-SHA-256', 'PLAIN'],
    clientCertificate: '',
  };
}
