import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { cpuSecondsOfChildren } from './cpu.ts';
import { inPlaces } from './in-places.ts';
import type { RoundTaken } from './manager.ts';
import { addressOf, columns, community, oidsEach, port, rows } from './work.ts';

const program = '/usr/bin/snmpbulkget';
const run = promisify(execFile);

/** Net-SNMP's tool, one process a device, all fifty OIDs in one packet; null where it isn't installed. */
export async function readByBulkget(devices: number, atOnce: number): Promise<RoundTaken | null> {
  if (!existsSync(program)) return null;
  const taken: RoundTaken = { oids: 0, seconds: 0, cpuSeconds: 0, times: [], wrong: 0 };
  const [cpuBefore, begun] = [cpuSecondsOfChildren(), performance.now()];
  await inPlaces(0, devices, atOnce, async (number) => {
    const at = performance.now();
    const place = `${addressOf(number)}:${port}`;
    const line = ['-v2c', '-c', community, '-m', '', '-On', '-Cn0', `-Cr${rows}`, place, ...columns];
    const { stdout } = await run(program, line);
    taken.times.push(performance.now() - at);
    const found = stdout.match(/= Counter/g)?.length ?? 0;
    taken.oids += found;
    if (found !== oidsEach || !stdout.includes(`.${columns[4]}.${rows} = Counter64: ${number * 1000 + rows}`))
      taken.wrong += 1;
  });
  taken.seconds = (performance.now() - begun) / 1000;
  taken.cpuSeconds = cpuSecondsOfChildren() - cpuBefore;
  return taken;
}
