/**
 * What there is to ask by SNMP in the demo, as a process: `node lab/snmp/main.ts [FOLDER]`. FOLDER is BAILIWICK_HOME unless
 * given. Tells its parent `{ ready: true, snmp }`, or `{ ready: false, error }`. Ends on SIGTERM, SIGINT and when its parent is
 * gone, and takes its snmpd with it.
 */
import { config } from '../../lib/config/config.ts';
import { ConfigError } from '../../lib/config/secret.ts';
import { type SnmpLab, startSnmpLab } from './demo.ts';

let lab: SnmpLab | undefined;
let ending = false;
for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(event, end);

try {
  const { home, host } = config();
  lab = await startSnmpLab(process.argv[2] ?? home, host.startsWith('127.') ? host : '127.0.0.1');
  if (ending) await stop(0);
  if (process.send) process.send({ ready: true, snmp: lab.facts });
  else console.log(`snmpd ${lab.facts.snmpd.host}, port ${lab.facts.snmpd.port}`);
} catch (cause) {
  const error = cause instanceof Error ? cause.message : String(cause);
  console.error(cause instanceof ConfigError ? error : `What answers SNMP in the demo didn’t start: ${error}`);
  process.send?.({ ready: false, error });
  process.exit(1);
}

/** While it starts, the end is awaited. */
function end(): void {
  if (ending) return;
  ending = true;
  if (lab) void stop(0);
}

async function stop(code: number): Promise<never> {
  await lab?.stop();
  process.exit(code);
}
