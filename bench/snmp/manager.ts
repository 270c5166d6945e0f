/**
 * The portal's SNMP manager as a process of its own, so that nothing else is on its bill: told `{ from, to, dead, atOnce }`
 * by its parent, it reads every device once and tells what it took. Sessions are kept, as the collector keeps them.
 */
import { snmpManager } from '../../lib/snmp/connect.ts';
import type { SnmpSession } from '../../lib/snmp/port.ts';
import { inPlaces } from './in-places.ts';
import { addressOf, columns, community, oidsEach, port, rows, timeoutMs } from './work.ts';

export type Round = { living: number; dead: number; atOnce: number };
/** Times are of one device each, in milliseconds. */
export type RoundTaken = { oids: number; seconds: number; cpuSeconds: number; times: number[]; wrong: number };

const sessions = new Map<number, SnmpSession>();

process.on('message', async (round: Round) => process.send?.(await read(round)));
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

/** The dead have places of their own, as in the collector: the first `living` numbers answer, those behind don't. */
async function read({ living, dead, atOnce }: Round): Promise<RoundTaken> {
  const taken: RoundTaken = { oids: 0, seconds: 0, cpuSeconds: 0, times: [], wrong: 0 };
  const [cpuBefore, begun] = [process.cpuUsage(), performance.now()];
  const ofDead = inPlaces(living, living + dead, 40, (number) => readOne(number, null));
  await inPlaces(0, living, atOnce, (number) => readOne(number, taken));
  const cpu = process.cpuUsage(cpuBefore);
  taken.seconds = (performance.now() - begun) / 1000;
  taken.cpuSeconds = (cpu.user + cpu.system) / 1e6;
  await ofDead;
  return taken;
}

async function readOne(number: number, taken: RoundTaken | null): Promise<void> {
  const begun = performance.now();
  const session = sessions.get(number) ?? (await open(number));
  const read = await session.table(columns);
  if (!taken) return;
  taken.times.push(performance.now() - begun);
  const table = read.ok ? read.value : new Map();
  const cells = [...table.values()].reduce((sum, row) => sum + row.size, 0);
  taken.oids += cells;
  if (cells !== oidsEach || table.get(`${rows}`)?.get(columns[4])?.value !== BigInt(number * 1000 + rows))
    taken.wrong += 1;
}

async function open(number: number): Promise<SnmpSession> {
  const credentials = { version: '2c', community } as const;
  const opened = await snmpManager.open({ host: addressOf(number), port, credentials }, { timeoutMs, retries: 1 });
  if (!opened.ok) throw new Error(opened.failure.why);
  sessions.set(number, opened.value);
  return opened.value;
}
