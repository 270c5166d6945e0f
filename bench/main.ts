/**
 * `npm run bench`: measures the portal on a directory of LAB_USERS people, always beside something known in the same run,
 * since machines differ and are noisy. Prints figures; docs/benchmarks.md keeps those of record. `npm run bench -- metrics`
 * measures the store of metrics alone, which needs no portal.
 */
import { loadavg } from 'node:os';
import { ConfigError, config } from '../lib/config.ts';
import { signInBrowser } from './browser.ts';
import { benchCharts } from './charts.ts';
import { benchForeignChange } from './foreign-change.ts';
import { sayMemory } from './memory.ts';
import { benchMetrics } from './metrics.ts';
import { countOperations } from './page-operations.ts';
import { benchPerson } from './person.ts';
import { type BenchPortal, type Filling, startBenchPortal } from './portal.ts';
import { say } from './print.ts';
import { benchRows } from './rows.ts';
import { benchSnmp } from './snmp.ts';
import { benchTypeAhead } from './type-ahead.ts';
import { benchXmpp } from './xmpp.ts';

let stopping: Promise<void> | undefined;

async function main(): Promise<void> {
  if (process.argv.includes('metrics')) return benchMetrics();
  const { labUsers } = config();
  const portal = await startBenchPortal(labUsers, console.log);
  const stop = () => (stopping ??= portal.stop());
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.on(event, () => void stop().then(() => process.exit(1)));
  try {
    await bench(portal, labUsers);
  } finally {
    await stop();
  }
}

async function bench(portal: BenchPortal, users: number): Promise<void> {
  console.log(
    `\nFigures with ${users.toLocaleString('en')} people, ${new Date().toISOString().slice(0, 10)}, ${load()}\n`,
  );
  sayFilling(portal.filling);
  const ada = await signInBrowser(portal.url, 'ada', portal.account('ada').password);
  await benchRows(portal, ada);
  await benchTypeAhead(ada);
  await benchPerson(portal, ada);
  await benchForeignChange(portal, ada);
  await countOperations(portal, ada);
  await benchXmpp(portal, ada);
  await benchCharts(portal, ada);
  await benchMetrics();
  await benchSnmp();
  sayMemory(portal.pids);
  console.log(`\n  At the end: ${load()}.`);
}

function sayFilling({ seconds, collectorCpuSeconds, databaseCpuSeconds }: Filling): void {
  say('catalog filled from nothing', `${seconds.toFixed(1)} s`, { text: 'under 60 s', met: seconds < 60 });
  const cpu = `${collectorCpuSeconds.toFixed(1)} s the collector, ${databaseCpuSeconds.toFixed(1)} s the database`;
  say('  of a processor, that took', cpu);
}

function load(): string {
  return `load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')} (1, 5, 15 minutes)`;
}

main().then(
  // Connections that fetch keeps open would hold the process for some seconds.
  () => process.exit(0),
  (cause: unknown) => {
    if (stopping && !(cause instanceof Error)) return;
    console.error(cause instanceof ConfigError ? cause.message : cause);
    process.exit(1);
  },
);
