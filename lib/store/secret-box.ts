import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Secrets at rest: AES-256-GCM (NIST SP 800-38D) with a key from a file. `place` names what the secret belongs to and is
 * authenticated with it, so that a sealed secret copied into another row doesn't open there.
 */
export type SecretBox = {
  seal(secret: string, place: string): string;
  /** null when it was sealed with another key, for another place, or was changed. */
  open(sealed: string, place: string): string | null;
};

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1';

/** Throws a sentence when the key can't be used. */
export function secretBox({ file, made }: { file: string; made: boolean }): SecretBox {
  if (made) makeKey(file);
  const key = readKey(file);
  return {
    seal(secret, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${version}.${sealed.toString('base64url')}`;
    },
    open(sealed, place) {
      const [mark, text = ''] = sealed.split('.');
      const bytes = Buffer.from(text, 'base64url');
      if (mark !== version || bytes.length < nonceBytes + tagBytes) return null;
      const options = { authTagLength: tagBytes };
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), options);
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-tagBytes));
      try {
        return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null;
      }
    },
  };
}

/** At the first start only, readable by its owner only; of two starts at once the first one's stays. */
function makeKey(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(keyBytes).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function readKey(file: string): Buffer {
  const key = Buffer.from(textOf(file), 'base64url');
  if (key.length !== keyBytes)
    throw new Error(`The key for secrets in ${file} can't be used: it must be ${keyBytes} bytes as base64url.`);
  return key;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error(`The key for secrets can't be read: ${file}. Bring it back, or set BAILIWICK_SECRET_KEY_FILE.`);
  }
}
