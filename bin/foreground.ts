import { isPortFree } from '../lab/free-port.ts';
import { type Config, config } from '../lib/config/config.ts';
import { ConfigError } from '../lib/config/secret.ts';
import { lockHome } from './home-lock.ts';
import { StartFailed, Supervisor } from './supervise.ts';

/**
 * Runs `start` and stays in the foreground until a signal, or until whoever started us is gone; then ends all that the
 * supervisor started. A start that fails ends in the same way, with exit code 1 and a sentence.
 */
export async function runInForeground(
  start: (supervisor: Supervisor, settings: Config) => Promise<void>,
): Promise<never> {
  const supervisor = new Supervisor();
  let unlock = () => {};
  let ending = false;
  const end = async (code: number): Promise<never> => {
    ending = true;
    await supervisor.stop();
    unlock();
    process.exit(code);
  };
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.on(event, () => ending || void end(0));
  try {
    const settings = config();
    unlock = lockHome(settings.home);
    await requireFreePort(settings);
    await start(supervisor, settings);
  } catch (cause) {
    // A child that was ended on purpose makes the start fail as well: that is no news.
    if (ending) return new Promise(() => {});
    if (cause instanceof ConfigError || cause instanceof StartFailed) {
      if (cause.message) console.error(cause.message);
    } else console.error(cause);
    return end(1);
  }
  return new Promise(() => {});
}

async function requireFreePort({ host, port }: Config): Promise<void> {
  if (await isPortFree(host, port)) return;
  throw new StartFailed(
    `Port ${port} on ${host} is in use by another program. Stop that one, or set PORT to another port.`,
  );
}
