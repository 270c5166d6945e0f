import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LabFacts } from '../../facts.ts';
import { isPortFree } from '../../free-port.ts';
import { standardPorts } from '../addresses.ts';
import type { ServerProcess } from '../child.ts';
import { northDomains, roomsOf } from '../domains.ts';
import type { XmppFacts, XmppNodeFacts } from '../facts.ts';
import type { EjabberdSettings } from './config.ts';
import { runningErlang } from './erlang.ts';
import { type EjabberdNode, logFileOf, startNode } from './node.ts';

export type ThirdNode = {
  facts: XmppNodeFacts;
  /** Of its Mnesia. */
  spool: string;
  start(): Promise<void>;
  /** kill -9, and nobody starts it again. */
  kill(): Promise<void>;
  /** SIGTERM; its files stay. */
  stop(): Promise<void>;
  /** Its files go as well. */
  remove(): Promise<void>;
};

type Wishes = Partial<Pick<EjabberdSettings, 'domains' | 'version'>> & {
  /** Of Erlang; the cluster's unless given. */
  cookie?: string;
};

/** A node of the same domains beside the running lab's cluster, for tests that have it join and leave. In no cluster yet. */
export async function thirdNode(
  lab: LabFacts,
  xmpp: XmppFacts,
  { cookie, ...wishes }: Wishes = {},
): Promise<ThirdNode> {
  const ej1 = xmpp.servers.find(({ name }) => name === 'north')?.nodes[0] as XmppNodeFacts;
  const home = dirname(dirname(ej1.logFile));
  const folder = join(home, 'ej3');
  const name = 'ej3@localhost';
  const settings = { ...settingsOf(lab, home, await freeAddress(ej1.host)), ...wishes };
  const [compiled] = readdirSync(join(home, 'modules'));
  const node: EjabberdNode = { name, folder, modules: join(home, 'modules', compiled as string), settings };
  const erlang = runningErlang(join(home, 'erlang'));
  if (cookie) erlang.environment.HOME = otherHome(join(home, 'erlang-other'), cookie);
  let process: ServerProcess | null = null;
  let ending = false;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    ending = true;
    if (!process?.running()) return;
    if (signal === 'SIGTERM') return process.stop();
    globalThis.process.kill(process.pid, signal);
    await process.ended;
  };
  return {
    facts: {
      ...{ name, host: settings.host, ports: standardPorts, httpApi: null },
      logFile: logFileOf(folder),
      pidFile: join(folder, 'node.pid'),
    },
    spool: join(folder, 'mnesia'),
    async start() {
      ending = false;
      const begun = await startNode(node, erlang);
      process = begun;
      void begun.ended.then((code) => {
        // The folder goes with the test, and with it what the node said.
        if (!ending)
          console.error(`${name} ended by itself (${code}):`, readFileSync(logFileOf(folder), 'utf8').slice(-3000));
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async remove() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settingsOf({ directory, xmppAccounts }: LabFacts, home: string, host: string): EjabberdSettings {
  return {
    host,
    ports: standardPorts,
    domains: northDomains,
    roomsHost: roomsOf(northDomains[0]),
    adminJid: xmppAccounts.admins.north.jid,
    pemFile: join(home, 'north/server.pem'),
    caFile: directory.caFile,
    directory: {
      host: 'localhost',
      port: Number(new URL(directory.ldapsUrl).port),
      baseDn: directory.baseDn,
      ...xmppAccounts.directory,
    },
  };
}

/** Nodes of another cookie have another home. */
function otherHome(folder: string, cookie: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, '.erlang.cookie');
  if (!existsSync(file)) writeFileSync(file, cookie, { mode: 0o400 });
  return folder;
}

async function freeAddress(beside: string): Promise<string> {
  const network = beside.split('.').slice(0, 3).join('.');
  for (const last of [31, 71, 111, 151, 191]) {
    const host = `${network}.${last}`;
    const free = await Promise.all(Object.values(standardPorts).map((port) => isPortFree(host, port)));
    if (free.every(Boolean)) return host;
  }
  throw new Error('no address for a third node is free');
}
