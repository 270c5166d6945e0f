import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeOptions } from '../bin/node-options.ts';
import type { LabAccount, LabFacts } from '../lab/facts.ts';
import { freePort } from '../lab/free-port.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { XmppFacts } from '../lab/xmpp/facts.ts';
import { startXmppLab, type XmppLab } from '../lab/xmpp/lab.ts';

const script = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const host = '127.0.0.41';
const readyTimeoutMs = 120_000;

/** Seconds from an empty catalog to a whole one, and those of a processor that it took: these tell more on a busy machine. */
export type Filling = { seconds: number; collectorCpuSeconds: number; databaseCpuSeconds: number };

export type BenchPortal = {
  url: string;
  facts: LabFacts;
  xmpp: XmppFacts;
  environment: Record<string, string>;
  /** The account of that username. */
  account(uid: string): LabAccount;
  /** The folder of everything, which goes away at the end. */
  home: string;
  /** By what the process is. */
  pids: Record<string, number>;
  filling: Filling;
  stop(): Promise<void>;
};

/** A portal in production mode on a directory of its own, in a folder that goes away again. */
export async function startBenchPortal(users: number, report: (sentence: string) => void): Promise<BenchPortal> {
  const home = mkdtempSync(join(tmpdir(), 'bailiwick-bench-'));
  report(`Loading ${users.toLocaleString('en')} people into a private directory.`);
  const lab = await startLab({ home, users, demoPassword: 'bench password 1', host, logLevel: 'stats' });
  let xmpp: XmppLab | undefined;
  const children: ChildProcess[] = [];
  const run = async (path: string, environment: Record<string, string>, options: readonly string[] = []) => {
    const child = fork(script(path), [], {
      execArgv: [...options],
      env: { ...plainEnvironment(), ...environment, BAILIWICK_HOME: home } as unknown as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.push(child);
    return { child, message: await readyMessage(child) };
  };
  const stop = () => stopAll(children, [xmpp, lab], home);
  try {
    report('Starting the XMPP servers.');
    xmpp = await startXmppLab({ home, facts: lab.facts });
    const database = await run('bin/database.ts', {});
    const port = await freePort(host);
    const url = `http://${host}:${port}`;
    const environment = {
      ...lab.environment,
      DATABASE_URL: String(database.message.url),
      HOST: host,
      PORT: String(port),
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
    };
    await run('bin/migrate.ts', environment);
    const begun = performance.now();
    const collector = await run('lib/collector/main.ts', environment, nodeOptions.collector);
    const web = await run('bin/web.ts', environment, nodeOptions.web);
    const databaseCpuBefore = cpuSeconds(database.child.pid);
    const seconds = await untilFilled(String(database.message.url), begun);
    const filling = {
      seconds,
      collectorCpuSeconds: cpuSeconds(collector.child.pid),
      databaseCpuSeconds: cpuSeconds(database.child.pid) - databaseCpuBefore,
    };
    return {
      url,
      facts: lab.facts,
      xmpp: xmpp.facts,
      environment,
      account: (uid) => accountOf(lab.facts, uid),
      home,
      pids: {
        'the web process': web.child.pid as number,
        'the collector': collector.child.pid as number,
        'the embedded database': database.child.pid as number,
        slapd: Number(readFileSync(join(home, 'slapd/run/slapd.pid'), 'utf8')),
      },
      filling,
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** User and system time so far, proc(5): fields 14 and 15, in hundredths. */
function cpuSeconds(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function accountOf(facts: LabFacts, wanted: string): LabAccount {
  const account = facts.accounts.find(({ uid }) => uid === wanted);
  if (!account) throw new Error(`the private directory has no account ${wanted}`);
  return account;
}

function plainEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NEXT_TELEMETRY_DISABLED: '1' };
}

/** Resolves also for a script that ends by itself, such as the migrations. */
function readyMessage(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Record<string, unknown>));
    child.once('exit', (code) =>
      code === 0 ? resolve({}) : reject(new Error(`${child.spawnargs[1]} ended with code ${code}`)),
    );
  });
}

async function untilFilled(databaseUrl: string, begun: number): Promise<number> {
  const { openDatabase } = await import('../lib/store/database.ts');
  const { catalogAge } = await import('../lib/catalog/query.ts');
  const db = openDatabase(databaseUrl, { connections: 1 });
  try {
    while (performance.now() - begun < readyTimeoutMs * 3) {
      if ((await catalogAge(db.prisma)).filledAt) return (performance.now() - begun) / 1000;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    throw new Error('the catalog was not filled in time');
  } finally {
    await db.close();
  }
}

async function stopAll(
  children: readonly ChildProcess[],
  labs: readonly (XmppLab | Lab | undefined)[],
  home: string,
): Promise<void> {
  for (const child of [...children].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  for (const lab of labs) await lab?.stop();
  rmSync(home, { recursive: true, force: true });
}
