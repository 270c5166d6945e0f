/**
 * The one process that owns BAILIWICK_HOME/database and serves it on loopback: `node bin/database.ts [--port 0] [--host 127.0.0.1]`.
 * Tells its parent `{ ready: true, url }`, or `{ ready: false, error }`; writes BAILIWICK_HOME/database.json.
 * Ends on SIGTERM, SIGINT and when its parent is gone.
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { config } from '../lib/config/config.ts';
import {
  databaseUrl,
  dataFolder,
  type EmbeddedAddress,
  lockFile,
  newPassword,
  readAddress,
  writeAddress,
} from '../lib/store/embedded/address.ts';
import { lockFolder } from '../lib/store/embedded/folder-lock.ts';
import { type EmbeddedDatabase, serveEmbedded } from '../lib/store/embedded/server.ts';

const { values: given } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
let database: EmbeddedDatabase | undefined;
let unlock = () => {};
let ending = false;

process.on('SIGTERM', () => end(0));
process.on('SIGINT', () => end(0));
process.on('disconnect', () => end(0));

try {
  const { home } = config();
  mkdirSync(home, { recursive: true, mode: 0o700 });
  unlock = lockFolder(lockFile(home));
  const before = readAddress(home);
  const wanted: EmbeddedAddress = {
    host: given.host ?? '127.0.0.1',
    port: given.port === undefined ? (before?.port ?? 0) : Number(given.port),
    password: before?.password ?? newPassword(),
  };
  database = await serve(home, wanted);
  const address = { ...wanted, host: database.host, port: database.port };
  writeAddress(home, address);
  if (process.send) process.send({ ready: true, url: databaseUrl(address) });
  else console.log(`The database listens on ${address.host}:${address.port}. Its URL is in ${home}/database.json.`);
  if (ending) await stop(0);
} catch (cause) {
  const error = cause instanceof Error ? cause.message : String(cause);
  console.error(error);
  process.send?.({ ready: false, error });
  await stop(1);
}

/** The port of last time may have been taken since; one that was asked for is asked for. */
async function serve(home: string, address: EmbeddedAddress): Promise<EmbeddedDatabase> {
  const options = { folder: dataFolder(home), host: address.host, password: address.password, onBroken };
  try {
    return await serveEmbedded({ ...options, port: address.port });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    if (given.port !== undefined)
      throw new Error(
        `The database was not started: port ${address.port} of ${address.host} is in use. Choose another, or 0 for a free one.`,
        { cause },
      );
    return serveEmbedded({ ...options, port: 0 });
  }
}

function onBroken(cause: unknown): void {
  console.error('The embedded database broke and ends; what was committed is kept.', cause);
  unlock();
  process.exit(1);
}

function end(code: number): void {
  if (ending) return;
  ending = true;
  if (database) void stop(code);
}

async function stop(code: number): Promise<never> {
  const hard = setTimeout(() => process.exit(1), 10_000);
  await database?.close().catch((cause) => console.error('The embedded database was not closed cleanly.', cause));
  clearTimeout(hard);
  unlock();
  process.exit(code);
}
