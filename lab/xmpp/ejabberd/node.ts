import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServerProcess, startServer, untilAccepting } from '../child.ts';
import { type EjabberdSettings, ejabberdConfig } from './config.ts';
import { type Erlang, erlangAddress } from './erlang.ts';

export type EjabberdNode = {
  /** Erlang's name: ej1@localhost. */
  name: string;
  folder: string;
  /** Compiled modules that aren't ejabberd's own. */
  modules: string;
  settings: EjabberdSettings;
};

export const logFileOf = (folder: string) => join(folder, 'ejabberd.log');
export const pidFileOf = (folder: string) => join(folder, 'node.pid');

const startTimeoutMs = 90_000;

/** Starts one node and waits until people can sign in. Rejects with the end of its log when it doesn't. */
export async function startNode(node: EjabberdNode, erlang: Omit<Erlang, 'epmd'>): Promise<ServerProcess> {
  const { folder, modules, settings } = node;
  const spool = join(folder, 'mnesia');
  mkdirSync(spool, { recursive: true, mode: 0o700 });
  const at = (name: string) => join(folder, name);
  writeFileSync(at('ejabberd.yml'), ejabberdConfig(settings), { mode: 0o600 });
  for (const old of ['ejabberd.log', 'error.log']) rmSync(at(old), { force: true });
  const server = await startServer(
    {
      line: [
        ...['/usr/bin/erl', '-noinput', '-sname', node.name, '-start_epmd', 'false'],
        // Ready to work, and silent when there is none: schedulers don't spin, and no more threads than needed.
        ...['+K', 'true', '+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none', '+A', '4', '+SDio', '2'],
        ...[
          '-kernel',
          'inet_dist_use_interface',
          erlangAddress(erlang.localhost),
          '-mnesia',
          'dir',
          JSON.stringify(spool),
        ],
        ...['-pa', modules, '-s', 'ejabberd'],
      ],
      folder,
      environment: {
        ...erlang.environment,
        EJABBERD_CONFIG_PATH: at('ejabberd.yml'),
        EJABBERD_LOG_PATH: logFileOf(folder),
        ERL_CRASH_DUMP: at('crash.dump'),
        ERL_CRASH_DUMP_BYTES: '1000000',
      },
      logFile: at('console.log'),
      pidFile: pidFileOf(folder),
    },
    spool,
  );
  try {
    await untilAccepting(server, {
      host: settings.host,
      port: settings.ports.direct,
      timeoutMs: startTimeoutMs,
      logFile: existsSync(logFileOf(folder)) ? logFileOf(folder) : at('console.log'),
    });
  } catch (cause) {
    await server.stop();
    throw new Error(`ejabberd (${node.name}) didn't start: ${(cause as Error).message}`);
  }
  return server;
}
