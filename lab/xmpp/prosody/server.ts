import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ServerProcess, startServer, untilAccepting } from '../child.ts';
import { type ProsodySettings, prosodyConfig } from './config.ts';

export const pluginFolder = fileURLToPath(new URL('../../../deploy/xmpp/prosody', import.meta.url));

export const logFileOf = (folder: string) => join(folder, 'prosody.log');
export const pidFileOf = (folder: string) => join(folder, 'process.pid');

/** Starts Prosody and waits until people can sign in. Rejects with the end of its log when it doesn't. */
export async function startProsody(settings: ProsodySettings): Promise<ServerProcess> {
  const { folder } = settings;
  mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 });
  const configFile = join(folder, 'prosody.cfg.lua');
  writeFileSync(configFile, prosodyConfig(settings), { mode: 0o600 });
  for (const old of [logFileOf(folder), join(folder, 'prosody.pid')]) rmSync(old, { force: true });
  const consoleLog = join(folder, 'console.log');
  const server = await startServer(
    {
      line: ['/usr/bin/prosody', '--config', configFile, '-F'],
      folder,
      environment: {
        PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
        LANG: 'C.UTF-8',
        HOME: folder,
        // libldap's own settings: lualdap has none for certificates.
        LDAPTLS_CACERT: settings.caFile,
        LDAPTLS_REQCERT: 'demand',
      },
      logFile: consoleLog,
      pidFile: pidFileOf(folder),
    },
    configFile,
  );
  try {
    await untilAccepting(server, {
      host: settings.host,
      port: settings.ports.direct,
      timeoutMs: 60_000,
      logFile: existsSync(logFileOf(folder)) ? logFileOf(folder) : consoleLog,
    });
  } catch (cause) {
    await server.stop();
    throw new Error(`Prosody didn't start: ${(cause as Error).message}`);
  }
  return server;
}
