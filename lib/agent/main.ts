/**
 * The SNMP agent, a process of its own: `node lib/agent/main.ts`. Joins the snmpd that SNMP_AGENTX names and tells there of
 * the managed XMPP servers and of the directory. Tells its parent `{ ready: true }` once it runs, which needs none of them to
 * be there. Ends on SIGTERM, SIGINT and when its parent is gone.
 */
import pino from 'pino';
import { config } from '../config/config.ts';
import { ConfigError } from '../config/secret.ts';
import { connectDirectory } from '../directory/ldap.ts';
import { beginProcess, databaseUrlOf, endInOrder, secretBoxOf } from '../process.ts';
import { connections } from '../services/servers/connections.ts';
import { openDatabase } from '../store/database.ts';
import { xmppConnector } from '../xmpp/connect.ts';
import { askNameServers } from '../xmpp/name-servers.ts';
import { joinSnmpd } from './agentx/agent.ts';
import type { Table } from './cells.ts';
import { DirectoryWatch } from './directory-watch.ts';
import { Gathering } from './gathering.ts';
import { networkServices } from './network-services.ts';
import { oidOf } from './oid.ts';
import { tableOf } from './table-of.ts';

const undone = 'The SNMP agent was not started';

await beginProcess(start);

function start(): void {
  const settings = config();
  askNameServers(settings.dnsServers);
  const { agentX, baseOid, everyMs } = settings.snmpAgent;
  if (!agentX) throw new ConfigError(`${undone}: SNMP_AGENTX is not set.`);
  const log = pino({ level: settings.logLevel, base: { process: 'snmp agent' } });
  const directory = connectDirectory(settings.directory, log);
  const db = openDatabase(databaseUrlOf(settings, undone), { connections: 1 });
  const servers = connections(xmppConnector(log), secretBoxOf(settings, undone));
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
