import { readFileSync } from 'node:fs';
import type { XmppFacts, XmppServerFacts } from '../lab/xmpp/facts.ts';
import type { Config } from '../lib/config/config.ts';
import { openDatabase } from '../lib/store/database.ts';
import {
  insertServer,
  newServerId,
  readServers,
  type ServerSettings,
  updateServer,
} from '../lib/store/managed-servers.ts';
import { secretBox } from '../lib/store/secret-box.ts';

/**
 * The XMPP servers of the demo stand in the portal from the first start, as if somebody had added them. Where they listen
 * may differ from start to start; a name that somebody gave stays, and one of several that was removed stays away.
 */
export async function keepDemoServers(
  databaseUrl: string,
  settings: Config,
  xmpp: XmppFacts,
  first: boolean,
): Promise<void> {
  const db = openDatabase(databaseUrl, { connections: 1 });
  try {
    const box = secretBox(settings.secretKey);
    const known = await readServers(db);
    for (const server of xmpp.servers) {
      const secrets = { password: server.admin.password, clientKey: '' };
      const wanted = { settings: settingsOf(server, xmpp), secrets };
      const there = known.find(({ jid }) => jid === server.admin.jid);
      if (there)
        await updateServer(db, box, {
          ...wanted,
          settings: { ...wanted.settings, name: there.name },
          id: there.id,
          version: there.version,
        });
      else if (first || known.length === 0) await insertServer(db, box, { ...wanted, id: newServerId() });
    }
  } finally {
    await db.close();
  }
}

function settingsOf(server: XmppServerFacts, { caFile }: XmppFacts): ServerSettings {
  return {
    name: `${server.domains[0]} (${server.kind})`,
    domain: server.domains[0] as string,
    host: server.host,
    port: server.ports.direct,
    tls: 'direct',
    ca: readFileSync(caFile, 'utf8'),
    jid: server.admin.jid,
    // Accounts come from the directory by bind: the servers never see a hash to answer SCRAM with.
    mechanisms: ['PLAIN'],
    clientCertificate: '',
  };
}
