import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../lab/free-port.ts';
import { cpuSecondsOf } from './cpu.ts';
import { inPlaces } from './in-places.ts';
import type { Round, RoundTaken } from './manager.ts';
import { addressOf, columns, community, oidsEach, port, rows, timeoutMs } from './work.ts';

const program = '/usr/bin/prometheus-snmp-exporter';
const host = '127.0.0.1';

export type Exporter = { read(round: Round): Promise<RoundTaken>; stop(): Promise<void> };

/** Prometheus' own exporter, told to walk the same five columns; null where Debian's package isn't installed. */
export async function startExporter(): Promise<Exporter | null> {
  if (!existsSync(program)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-exporter-'));
  const file = join(folder, 'snmp.yml');
  writeFileSync(file, JSON.stringify(configuration()));
  const listen = await freePort(host);
  const child = spawn(program, [`--config.file=${file}`, `--web.listen-address=${host}:${listen}`], {
    stdio: 'ignore',
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const base = `http://${host}:${listen}`;
  for (let waited = 0; waited < 100 && (await ask(agent, `${base}/`).catch(() => null)) === null; waited++)
    await sleep(50);
  return {
    async read({ living, dead, atOnce }) {
      const taken: RoundTaken = { oids: 0, seconds: 0, cpuSeconds: 0, times: [], wrong: 0 };
      const [cpuBefore, begun] = [cpuSecondsOf(child.pid as number), performance.now()];
      const one = async (number: number, counts: boolean) => {
        const at = performance.now();
        const text = await ask(agent, `${base}/snmp?module=bench&target=${addressOf(number)}:${port}`);
        if (!counts) return;
        taken.times.push(performance.now() - at);
        const found = text.match(/^column\d\{/gm)?.length ?? 0;
        taken.oids += found;
        if (found !== oidsEach || !holds(text, number)) taken.wrong += 1;
      };
      const ofDead = inPlaces(living, living + dead, 40, (number) => one(number, false));
      await inPlaces(0, living, atOnce, (number) => one(number, true));
      taken.seconds = (performance.now() - begun) / 1000;
      taken.cpuSeconds = cpuSecondsOf(child.pid as number) - cpuBefore;
      await ofDead;
      return taken;
    },
    async stop() {
      agent.destroy();
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/** YAML takes JSON as it is. */
function configuration() {
  const metrics = columns.map((oid, at) => ({
    name: `column${at}`,
    oid,
    type: 'counter',
    help: 'One of the five columns.',
    indexes: [{ labelname: 'ifIndex', type: 'gauge' }],
  }));
  const bounds = { max_repetitions: 25, retries: 1, timeout: `${timeoutMs}ms` };
  return { bench: { walk: columns, metrics, version: 2, auth: { community }, ...bounds } };
}

function holds(text: string, number: number): boolean {
  const line = new RegExp(`^column4\\{ifIndex="${rows}"\\} (.+)$`, 'm').exec(text);
  return Number(line?.[1]) === number * 1000 + rows;
}

function ask(agent: Agent, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
    }).on('error', reject);
  });
}
