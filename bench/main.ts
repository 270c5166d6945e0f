/**
 * `npm run bench`: measures the portal on a directory of LAB_USERS people, always beside something known in the same run,
 * since machines differ and are noisy. Prints figures; docs/benchmarks.md keeps those of record. `npm run bench -- metrics snmp`
 * measures the named parts alone; those of `byThemselves` need no portal.
 */
import { loadavg } from 'node:os';
import { config } from '../lib/config/config.ts';
import { ConfigError } from '../lib/config/secret.ts';
import { signInBrowser } from './browser.ts';
import { benchCharts } from './charts.ts';
import { benchForeignChange } from './foreign-change.ts';
import { benchForeignLock } from './foreign-lock.ts';
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

type Browser = Awaited<ReturnType<typeof signInBrowser>>;

const ofPortal: Readonly<Record<string, (portal: BenchPortal, ada: Browser) => Promise<void>>> = {
  rows: benchRows,
  'type-ahead': (_, ada) => benchTypeAhead(ada),
  person: benchPerson,
  'foreign-change': benchForeignChange,
  'foreign-lock': benchForeignLock,
  operations: countOperations,
  xmpp: benchXmpp,
  charts: benchCharts,
};
const byThemselves: Readonly<Record<string, () => Promise<void>>> = { metrics: benchMetrics, snmp: benchSnmp };

let stopping: Promise<void> | undefined;

async function main(): Promise<void> {
  const all = [...Object.keys(ofPortal), ...Object.keys(byThemselves)];
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !all.includes(name));
  if (unknown) throw new ConfigError(`There is no part “${unknown}”. Choose among: ${all.join(', ')}.`);
  const wanted = (name: string) => named.length === 0 || named.includes(name);
  if (Object.keys(ofPortal).some(wanted)) await withPortal(wanted);
  for (const [name, part] of Object.entries(byThemselves)) if (wanted(name)) await part();
  console.log(`\n  At the end: ${load()}.`);
}

async function withPortal(wanted: (name: string) => boolean): Promise<void> {
  const { labUsers } = config();
  const portal = await startBenchPortal(labUsers, console.log);
  const stop = () => (stopping ??= portal.stop());
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.on(event, () => void stop().then(() => process.exit(1)));
  try {
    await bench(portal, labUsers, wanted);
  } finally {
    await stop();
  }
}

async function bench(portal: BenchPortal, users: number, wanted: (name: string) => boolean): Promise<void> {
  console.log(
    `\nFigures with ${users.toLocaleString('en')} people, ${new Date().toISOString().slice(0, 10)}, ${load()}\n`,
  );
  sayFilling(portal.filling);
  const ada = await signInBrowser(portal.url, 'ada', portal.account('ada').password);
  for (const [name, part] of Object.entries(ofPortal)) if (wanted(name)) await part(portal, ada);
  sayMemory(portal.pids);
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
