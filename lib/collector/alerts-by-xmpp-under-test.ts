import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { startTestDatabase, type TestDatabase } from '../../lab/test-database.ts';
import type { Session } from '../../lab/xmpp/session.ts';
import { type Element, find } from '../../lab/xmpp/xml.ts';
import { waysOut } from '../alerts/out/ways.ts';
import { parseConfig } from '../config/config.ts';
import type { AlertMessage } from '../domain/alert.ts';
import { type Connections, connections } from '../services/servers/connections.ts';
import { enqueue, lastDeliveries, type SentDelivery } from '../store/alert-outbox.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { insertServer, newServerId, readServers, type ServerSettings } from '../store/managed-servers.ts';
import { type SecretBox, secretBox } from '../store/secret-box.ts';
import { xmppConnector } from '../xmpp/connect.ts';
import type { XmppConnection } from '../xmpp/port.ts';
import { sendingJobs } from './alerts.ts';

const log = pino({ level: 'silent' });

/** An outbox with a database of its own, and a collector that sends what is in it; for tests only. */
export class XmppAlertsUnderTest {
  readonly db: Database;
  connections: Connections;
  private readonly box: SecretBox;
  private readonly own: TestDatabase;
  private readonly folder = mkdtempSync(join(tmpdir(), 'bailiwick-xmpp-alerts-'));

  static async begin(): Promise<XmppAlertsUnderTest> {
    return new XmppAlertsUnderTest(await startTestDatabase());
  }

  private constructor(own: TestDatabase) {
    this.own = own;
    this.db = openDatabase(own.url);
    this.box = secretBox({ file: join(this.folder, 'secret-key'), made: true });
    this.connections = connections(xmppConnector(log), this.box);
  }

  async end(): Promise<void> {
    await this.connections.close();
    await this.db.close();
    await this.own.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async manage(settings: ServerSettings, password: string): Promise<void> {
    await insertServer(this.db, this.box, { id: newServerId(), settings, secrets: { password, clientKey: '' } });
  }

  /** The collector's connection to the managed server of that domain. */
  async connection(domain: string): Promise<XmppConnection> {
    const kept = (await readServers(this.db)).find((one) => one.domain === domain);
    const connection = kept && this.connections.to(kept);
    if (!connection?.ok) throw new Error(`no connection to ${domain}`);
    return connection.value;
  }

  /** A process that ended, and another one that began: nothing is left of what the first one knew. */
  async startAgain(): Promise<void> {
    await this.connections.close();
    this.connections = connections(xmppConnector(log), this.box);
  }

  /** Everything that waits is due at once. */
  async due(): Promise<void> {
    await this.db.query(`UPDATE alert_delivery SET next_at = now() - interval '1 second' WHERE state = 'waiting'`);
  }

  async put(environment: Record<string, string>, message: AlertMessage = oneAlert()): Promise<void> {
    await this.db.transaction((sql) => enqueue(sql, message, waysOut(parseConfig(environment).alerts), new Date()));
  }

  /** As the collector does every two seconds. */
  async send(environment: Record<string, string>): Promise<void> {
    const { db, connections } = this;
    for (const job of sendingJobs({ db, connections, log, settings: parseConfig(environment) }))
      await job.run(AbortSignal.timeout(90_000));
  }

  async last(): Promise<SentDelivery> {
    const [last] = await lastDeliveries(this.db, 1);
    if (!last) throw new Error('no message was put in the outbox');
    return last;
  }
}

export function oneAlert(text = `It is away. ${crypto.randomUUID()}`): AlertMessage {
  return {
    ...{ kind: 'firing', more: 0 },
    alerts: [
      {
        ...{ id: crypto.randomUUID(), name: 'Server is away', severity: 'failing', target: 'server:1', of: 'ej1' },
        ...{
          targetName: 'The "<north>" one',
          text,
          value: 93.5,
          unit: '%',
          link: 'https://portal.example/metrics?a=1&b=2',
        },
        ...{ since: '2026-11-21T12:00:00.000Z', firedAt: '2026-11-21T12:01:00.000Z', resolvedAt: null },
      },
    ],
  };
}

/** The next message with an alert in it. */
export function nextAlert(session: Session): Promise<Element> {
  return session.next((stanza) => stanza.name === 'message' && find(stanza, 'log') !== undefined);
}

/** How many such messages came up to now, asked behind an answer of the server, so that nothing is still under way. */
export async function alertsUntilNow(session: Session): Promise<number> {
  await session.ask('get', session.jid.split('/')[0]?.split('@')[1] ?? '', '<ping xmlns="urn:xmpp:ping"/>');
  let count = 0;
  const mark = crypto.randomUUID();
  session.say(session.jid, mark);
  await session.next((stanza) => {
    if (stanza.name === 'message' && find(stanza, 'log')) count += 1;
    return stanza.name === 'message' && find(stanza, 'body')?.text === mark;
  });
  return count;
}
