import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolder } from './folder-lock.ts';

/** Where the embedded database of a home folder lies and listens. */
export type EmbeddedAddress = { host: string; port: number; password: string };

export function dataFolder(home: string): string {
  return join(home, 'database');
}

export function lockFile(home: string): string {
  return join(home, 'database.lock');
}

function addressFile(home: string): string {
  return join(home, 'database.json');
}

export function databaseUrl(address: EmbeddedAddress): string {
  return `postgresql://postgres:${address.password}@${address.host}:${address.port}/postgres`;
}

/** Readable by its owner only: it holds the password. */
export function writeAddress(home: string, address: EmbeddedAddress): void {
  const file = addressFile(home);
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify({ url: databaseUrl(address), ...address }, null, 2)}\n`, { mode: 0o600 });
  renameSync(aside, file);
}

/** As last written, whether or not anything runs: a restart keeps port and password, so that open pools find it again. */
export function readAddress(home: string): EmbeddedAddress | null {
  try {
    const { host, port, password } = JSON.parse(readFileSync(addressFile(home), 'utf8')) as Partial<EmbeddedAddress>;
    return typeof host === 'string' && typeof port === 'number' && typeof password === 'string'
      ? { host, port, password }
      : null;
  } catch {
    return null;
  }
}

/** The URL of the embedded database that runs on `home` now, or null. */
export function runningUrl(home: string): string | null {
  if (lockHolder(lockFile(home)) === null) return null;
  const address = readAddress(home);
  return address ? databaseUrl(address) : null;
}

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
