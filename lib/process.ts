/**
 * How the processes beside the web begin and end: under the supervisor, which is told `{ ready }` or why not, and as one that
 * loses nothing that was promised when it is asked to go.
 */
import type { Config } from './config/config.ts';
import { ConfigError } from './config/secret.ts';
import { runningUrl } from './store/embedded/address.ts';
import { type SecretBox, secretBox } from './store/secret-box.ts';

const longestGoodbyeMs = 8_000;

/** Runs `start`. A setting that is wrong ends the process with its sentence; everything else throws. */
export async function beginProcess(start: () => void | Promise<void>): Promise<void> {
  try {
    await start();
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    console.error(cause.message);
    process.send?.({ ready: false, error: cause.message });
    process.exit(1);
  }
}

/** On SIGTERM, SIGINT and when the parent is gone: closes once, and ends after it, or without it when it takes too long. */
export function endInOrder(close: () => Promise<void>): void {
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), longestGoodbyeMs).unref();
    await close().catch(() => {});
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, end);
}

/** `undone`: "The collector was not started". Throws ConfigError where there is no database. */
export function databaseUrlOf({ databaseUrl, home }: Config, undone: string): string {
  const url = databaseUrl ?? runningUrl(home);
  if (url) return url;
  throw new ConfigError(
    `${undone}: DATABASE_URL is not set, and no embedded database runs. Use npm start, which brings its own.`,
  );
}

/** Throws ConfigError where the key can't be had. */
export function secretBoxOf({ secretKey }: Config, undone: string): SecretBox {
  try {
    return secretBox(secretKey);
  } catch (cause) {
    throw new ConfigError(`${undone}. ${(cause as Error).message}`);
  }
}
