/**
 * The SNMP agent, a process of its own: `node lib/agent/main.ts`. Joins the snmpd that SNMP_AGENTX names and tells there of
 * the managed XMPP servers and of the directory. Tells its parent `{ ready: true }` once it runs, which needs none of them to
 * be there. Ends on SIGTERM, SIGINT and when its parent is gone.
 */
import pino from 'pino';
import { ConfigError, config } from '../config.ts';
import { connectDirectory } from '../directory/ldap.ts';
import { connections } from '../services/servers/connections.ts';
import { openDatabase } from '../store/database.ts';
import { runningUrl } from '../store/embedded/address.ts';
import { secretBox } from '../store/secret-box.ts';
import { xmppConnector } from '../xmpp/connect.ts';
import { askNameServers } from '../xmpp/name-servers.ts';
import { joinSnmpd } from './agentx/agent.ts';
import type { Table } from './cells.ts';
import { DirectoryWatch } from './directory-watch.ts';
import { Gathering } from './gathering.ts';
import { networkServices } from './network-services.ts';
import { oidOf } from './oid.ts';
import { tableOf } from './table-of.ts';

const longestGoodbyeMs = 8_000;

try {
  start();
} catch (cause) {
  if (!(cause instanceof ConfigError)) throw cause;
  console.error(cause.message);
  process.send?.({ ready: false, error: cause.message });
  process.exit(1);
}

function start(): void {
  const settings = config();
  askNameServers(settings.dnsServers);
  const { agentX, baseOid, everyMs } = settings.snmpAgent;
  const url = settings.databaseUrl ?? runningUrl(settings.home);
  if (!agentX) throw new ConfigError('The SNMP agent was not started: SNMP_AGENTX is not set.');
  if (!url)
    throw new ConfigError(
      'The SNMP agent was not started: DATABASE_URL is not set, and no embedded database runs. Use npm start, which brings its own.',
    );
  const log = pino({ level: settings.logLevel, base: { process: 'snmp agent' } });
  const directory = connectDirectory(settings.directory, log);
  const db = openDatabase(url, { connections: 1 });
  const servers = connections(xmppConnector(log), secretBox(settings.secretKey));
  let made: { table: Table; bootAt: number } | null = null;
  const gathering = new Gathering(
    {
      db,
      connections: servers,
      directory: new DirectoryWatch(directory.asService(), settings.directory.url),
      publicUrl: settings.publicUrl,
    },
    () => {
      made = null;
    },
  );
  const base = oidOf(baseOid);
  const table = (bootAt: number): Table => {
    if (made?.bootAt !== bootAt) made = { bootAt, table: tableOf(gathering.applications(), { base, bootAt }) };
    return made.table;
  };
  const agent = joinSnmpd(agentX, { regions: [networkServices, base], description: 'Bailiwick', table }, log);
  void gathering.begin();
  const timer = setInterval(() => void gathering.begin(), everyMs);
  endInOrder(async () => {
    clearInterval(timer);
    await agent.stop();
    await Promise.all([servers.close(), directory.close(), db.close()]);
  });
  process.send?.({ ready: true });
}

function endInOrder(close: () => Promise<void>): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), longestGoodbyeMs).unref();
    await close().catch(() => {});
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, end);
}
