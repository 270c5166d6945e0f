/**
 * The XMPP servers of the lab as a process: `node lab/xmpp/main.ts [FOLDER] [--fresh] [--dns-port N]`, beside a running lab/main.ts. FOLDER
 * is BAILIWICK_HOME unless given. Tells its parent `{ ready: true, xmpp }`, or `{ ready: false, error }`. Ends on SIGTERM,
 * SIGINT and when its parent is gone, and takes all of its servers with it.
 */
import { parseArgs } from 'node:util';
import { config } from '../../lib/config/config.ts';
import { ConfigError } from '../../lib/config/secret.ts';
import { readLabFacts } from '../facts.ts';
import { startXmppLab, type XmppLab } from './lab.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fresh: { type: 'boolean' }, 'dns-port': { type: 'string' } },
});
let lab: XmppLab | undefined;
let ending = false;
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, end);

try {
  const home = positionals[0] ?? config().home;
  const facts = readLabFacts(home);
  if (!facts?.xmppAccounts)
    throw new Error(`there is no directory in ${home} that has accounts for them; start lab/main.ts first`);
  lab = await startXmppLab({ home, facts, fresh: values.fresh, dnsPort: Number(values['dns-port'] ?? 0) });
  if (ending) await stop(0);
  if (process.send) process.send({ ready: true, xmpp: lab.facts });
  else for (const { domains, host, kind } of lab.facts.servers) console.log(`${kind} ${host}: ${domains.join(', ')}`);
} catch (cause) {
  const error = cause instanceof Error ? cause.message : String(cause);
  console.error(cause instanceof ConfigError ? error : `The XMPP servers didn’t start: ${error}`);
  process.send?.({ ready: false, error });
  process.exit(1);
}

/** While it starts, the end is awaited: servers that are half up are stopped by the one who starts them. */
function end(): void {
  if (ending) return;
  ending = true;
  if (lab) void stop(0);
}

async function stop(code: number): Promise<never> {
  await lab?.stop();
  process.exit(code);
}
