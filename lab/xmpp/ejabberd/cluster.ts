import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from '../child.ts';
import { type Keeper, keepRunning } from '../keeper.ts';
import type { EjabberdSettings } from './config.ts';
import { control } from './control.ts';
import { type Erlang, startErlang } from './erlang.ts';
import { compileModules } from './modules.ts';
import { type EjabberdNode, startNode } from './node.ts';

export type ClusterSettings = {
  folder: string;
  /** Address of ej1 and of ej2. */
  hosts: readonly [string, string];
  localhost: string;
  epmdPort: number;
  dnsPort: number;
  settings: Omit<EjabberdSettings, 'host'>;
  say(sentence: string): void;
};

export type Cluster = { nodes: Record<'ej1' | 'ej2', () => ServerProcess>; stop(): Promise<void> };

/** Two ejabberd nodes as one service. A node that ends badly is started again; one that was told to shut down stays down. */
export async function startCluster(cluster: ClusterSettings): Promise<Cluster> {
  const { folder, hosts, localhost, epmdPort, dnsPort, settings } = cluster;
  const erlang = await startErlang({ folder: join(folder, 'erlang'), localhost, port: epmdPort, dnsPort });
  const keepers: Keeper[] = [];
  const stop = async () => {
    // Together: a node that ends last, and alone, would be waited for by the other at the next start.
    await Promise.all(keepers.map((keeper) => keeper.stop()));
    await erlang.epmd.stop();
  };
  try {
    const modules = await compileModules(join(folder, 'modules'), erlang.environment);
    const node = (name: 'ej1' | 'ej2', host: string): EjabberdNode => ({
      ...{ name: `${name}@localhost`, folder: join(folder, name), modules, settings: { ...settings, host } },
    });
    const [first, second] = [node('ej1', hosts[0]), node('ej2', hosts[1])];
    const started = await Promise.allSettled([first, second].map((one) => startNode(one, erlang)));
    for (const [index, result] of started.entries()) {
      if (result.status === 'rejected') continue;
      const one = index === 0 ? first : second;
      const again = () => startNode(one, erlang);
      keepers.push(keepRunning(`The XMPP node ${one.name}`, result.value, again, cluster.say));
    }
    for (const result of started) if (result.status === 'rejected') throw result.reason;
    await joinOnce(erlang, first, second);
    const [ej1, ej2] = keepers as [Keeper, Keeper];
    return { nodes: { ej1: ej1.process, ej2: ej2.process }, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Members know each other from then on; joining a second time would empty the node again. */
async function joinOnce(erlang: Erlang, first: EjabberdNode, second: EjabberdNode): Promise<void> {
  const joined = join(second.folder, 'joined');
  if (existsSync(joined)) return;
  // A node accepts people a moment before its start is over, and may not be stopped and joined until then.
  await Promise.all([first, second].map(({ name }) => withRetry(() => control(erlang, name, ['status']))));
  await withRetry(async () => {
    await control(erlang, second.name, ['join_cluster', first.name]);
    const members = await control(erlang, first.name, ['list_cluster']);
    if (!members.includes(second.name)) throw new Error(`${second.name} didn't join ${first.name}`);
  });
  writeFileSync(joined, first.name);
}

/** Up to five times, half a second apart. */
async function withRetry<T>(work: () => Promise<T>, triesLeft = 4): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (triesLeft === 0) throw cause;
    await sleep(500);
    return withRetry(work, triesLeft - 1);
  }
}
