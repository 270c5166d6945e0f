import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const known = new Map<string, string>();

/** The key of the session cookie: made at first start, readable by its owner only; read once. */
export function cookieSecret(home: string): string {
  const secret = known.get(home) ?? readOrMake(home);
  known.set(home, secret);
  return secret;
}

function readOrMake(home: string): string {
  const file = join(home, 'cookie-secret');
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
