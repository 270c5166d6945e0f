import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Tree } from '../config/directory.ts';
import type { Directory } from '../directory/port.ts';
import type { MetricStore } from '../metrics/port.ts';
import type { Actor } from '../policy/actor.ts';
import type { can } from '../policy/can.ts';
import type { SnmpManager } from '../snmp/port.ts';
import type { SshReader } from '../ssh/port.ts';
import type { Database } from '../store/database.ts';
import type { XmppParts } from './xmpp-parts.ts';

/** What the portal is made of: one for the process, put together in lib/web/portal.ts. */
export type Portal = {
  config: Config;
  tree: Tree;
  directory: Directory;
  /** The directory server by server, for those that replicate. Changes and searches go to `directory` alone. */
  providers: readonly { url: string; directory: Directory }[];
  db: Database;
  metrics: MetricStore;
  log: Logger;
  xmpp: XmppParts;
  snmp: SnmpManager;
  ssh: SshReader;
  /** The policy. Only a test that shows that the directory refuses by itself puts another one here. */
  judge: typeof can;
};

/** One request of one signed-in person. */
export type Context = Portal & { actor: Actor };
