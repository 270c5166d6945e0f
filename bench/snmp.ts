import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Figures, figuresOf } from './measure.ts';
import { ms, note, say } from './print.ts';
import { readByBulkget } from './snmp/bulkget.ts';
import { startExporter } from './snmp/exporter.ts';
import type { Round, RoundTaken } from './snmp/manager.ts';
import { oidsEach } from './snmp/work.ts';

const agents = 1000;
const dead = agents / 20;
const living = agents - dead;
const atOnce = 60;
const rounds = 5;
const ofBulkget = 300;

/** Fifty OIDs of each of a thousand simulated devices, with and without dead ones among them, beside what others take for it. */
export async function benchSnmp(): Promise<void> {
  const fleet = await begun('fleet.ts', [`${living}`]);
  const manager = await begun('manager.ts', []);
  const exporter = await startExporter();
  try {
    const ours = (round: Round) => askManager(manager, round);
    const alone = await measured(ours, { living, dead: 0, atOnce });
    const mixed = await measured(ours, { living, dead, atOnce });
    sayRates(`${living} devices of ${oidsEach} OIDs by SNMPv2c`, alone);
    sayRates(`  with ${dead} dead ones beside them`, mixed);
    const [before, after] = [alone.one.p95, mixed.one.p95];
    say('  one living device, p95: without and with dead ones', `${ms(before)}, ${ms(after)}`);
    if (exporter) {
      const theirs = await measured(exporter.read, { living, dead: 0, atOnce });
      sayRates('  the same by prometheus-snmp-exporter', theirs);
      sayRates(`    with ${dead} dead ones beside them`, await measured(exporter.read, { living, dead, atOnce }));
      const [rate, cost] = [alone.rate / theirs.rate, alone.microseconds / theirs.microseconds];
      say('    ratio of the rates', rate.toFixed(1), { text: 'at least 3 times', met: rate >= 3 });
      say('    ratio of the processor an OID', cost.toFixed(2), { text: 'at most a quarter', met: cost <= 0.25 });
    } else note('prometheus-snmp-exporter isn’t installed: not compared.');
    const byTool = await readByBulkget(ofBulkget, 2);
    if (byTool) sayRates('  the same by snmpbulkget, a process each', summed([byTool]));
    else note('snmpbulkget isn’t installed: not compared.');
  } finally {
    await exporter?.stop();
    for (const child of [manager, fleet]) child.disconnect();
  }
}

type Summed = { rate: number; microseconds: number; one: Figures; wrong: number };

async function measured(read: (round: Round) => Promise<RoundTaken>, round: Round): Promise<Summed> {
  // Sessions are opened and code is warmed up once.
  await read(round);
  const all: RoundTaken[] = [];
  for (let at = 0; at < rounds; at++) all.push(await read(round));
  return summed(all);
}

function summed(all: readonly RoundTaken[]): Summed {
  const sum = (value: (one: RoundTaken) => number) => all.reduce((total, one) => total + value(one), 0);
  const oids = sum((one) => one.oids);
  return {
    rate: oids / sum((one) => one.seconds),
    microseconds: (sum((one) => one.cpuSeconds) / oids) * 1e6,
    one: figuresOf(all.flatMap(({ times }) => times)),
    wrong: sum((one) => one.wrong),
  };
}

function sayRates(name: string, { rate, microseconds, wrong }: Summed): void {
  const thousands = `${(rate / 1000).toFixed(1)} thousand OIDs/s`;
  say(name, `${thousands}, ${microseconds.toFixed(1)} µs of a processor each${wrong > 0 ? `, ${wrong} WRONG` : ''}`);
}

async function begun(file: string, given: string[]): Promise<ChildProcess> {
  const child = fork(new URL(`./snmp/${file}`, import.meta.url), given);
  await once(child, 'message');
  return child;
}

async function askManager(manager: ChildProcess, round: Round): Promise<RoundTaken> {
  manager.send(round);
  const [taken] = (await once(manager, 'message')) as [RoundTaken];
  return taken;
}
