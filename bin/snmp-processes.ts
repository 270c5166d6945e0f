import { fileURLToPath } from 'node:url';
import type { SnmpFacts } from '../lab/snmp/demo.ts';
import type { Supervisor } from './supervise.ts';

/** A private snmpd and simulated gear. The portal does without them: when they can't start they say why, and the demo goes on. */
export async function startSnmp(supervisor: Supervisor): Promise<SnmpFacts | undefined> {
  try {
    const script = fileURLToPath(new URL('../lab/snmp/main.ts', import.meta.url));
    const { snmp } = await supervisor.start({ name: 'SNMP lab', script, environment: process.env });
    return snmp as SnmpFacts;
  } catch {
    return undefined;
  }
}
