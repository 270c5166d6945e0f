/**
 * The lab as a process: `node lab/main.ts [FOLDER] [none|stats] [--fresh]`. FOLDER is BAILIWICK_HOME unless given.
 * Tells its parent `{ ready: true, environment, facts, seeded }`, or `{ ready: false, error }`. Ends on SIGTERM, SIGINT, when its
 * parent is gone, and when slapd ends. Beside it runs a second slapd that copies it, as a directory to be looked at (lab/slapd/replica.ts).
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { config } from '../lib/config/config.ts';
import { ConfigError } from '../lib/config/secret.ts';
import type { LabFacts } from './facts.ts';
import { type Lab, startLab } from './lab.ts';
import { mostReplicatedUsers, type Replica, startReplica } from './slapd/replica.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { fresh: { type: 'boolean' } } });
let lab: Lab | undefined;
let replica: Replica | undefined;
let ending = false;
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, end);

try {
  const { home, labUsers, demoPassword, publicUrl, host } = config();
  lab = await startLab({
    home: positionals[0] ?? home,
    users: labUsers,
    demoPassword,
    fresh: values.fresh,
    logLevel: positionals[1] === 'stats' ? 'stats' : 'none',
    // Loopback only, wherever the portal itself listens.
    host: host.startsWith('127.') ? host : '127.0.0.1',
    preferredPorts: { ldap: 3389, ldaps: 3636 },
    portalUrl: publicUrl,
  });
  const { facts, seeded } = lab;
  replica = await replicaOf(facts, join(positionals[0] ?? home, 'replica'), seeded);
  const providers = replica && { LDAP_PROVIDERS: `${facts.directory.ldapsUrl} ${replica.url}` };
  const environment = { ...lab.environment, ...providers };
  if (process.send) process.send({ ready: true, environment, facts, seeded });
  else
    console.log(
      `Lab ready: ${facts.directory.ldapUrl} ${facts.directory.ldapsUrl}, described in lab.json of ${positionals[0] ?? home}`,
    );
  if (ending) end();
  await lab.ended;
  if (!ending) console.error(`slapd ended by itself. Its log is ${facts.directory.logFile}.`);
  process.exit(ending ? 0 : 1);
} catch (cause) {
  const error = cause instanceof Error ? cause.message : String(cause);
  console.error(cause instanceof ConfigError ? error : `The private directory didn’t start: ${error}`);
  process.send?.({ ready: false, error });
  process.exit(1);
}

/** A copy to be looked at. The lab does without it. */
async function replicaOf({ directory }: LabFacts, folder: string, fresh: boolean): Promise<Replica | undefined> {
  if (directory.users > mostReplicatedUsers) return undefined;
  try {
    return await startReplica({ folder: resolve(folder), directory, fresh });
  } catch (cause) {
    console.error(`The second directory server didn’t start, and there is one: ${(cause as Error).message}`);
    return undefined;
  }
}

function end(): void {
  ending = true;
  void Promise.allSettled([replica?.stop()]).then(() => lab?.stop());
}
