import { createHash } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import { failed, ok, type Result } from '../domain/failure.ts';

/** "ssh-ed25519 SHA256:…" of a public key in wire form, which begins with its type (RFC 4253, 6.6). */
export function nameOfKey(key: Buffer): string {
  const [type = Buffer.alloc(0)] = stringsIn(key);
  const digest = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
  return `${type
    .toString('latin1')
    .replace(/[^\w@.-]/g, '')
    .slice(0, 64)} SHA256:${digest}`;
}

const longest = 16_384;
const shortestRsaBits = 2048;
/** What ssh-keygen does unless told otherwise is 16; each takes some milliseconds, in which nothing else happens. */
const mostRounds = 64;

/** Opened once, when it is typed: the key that is kept needs no passphrase, and is sealed like any other secret. */
export function openPrivateKey(text: string, passphrase: string): Result<string> {
  if (text.length > longest || roundsOf(text) > mostRounds) return unreadable();
  const parsed = ssh2.utils.parseKey(`${text.trim()}\n`, passphrase || undefined);
  const key: ParsedKey | Error | undefined = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!key || key instanceof Error) return /passphrase|decrypt/i.test(key?.message ?? '') ? shut() : unreadable();
  if (!key.isPrivateKey())
    return failed({ kind: 'invalid', why: 'This is a public key.', todo: 'Paste the private one that belongs to it.' });
  if (key.type === 'ssh-ed25519') return ok(ed25519Text(key));
  const weak = key.type === 'ssh-rsa' && rsaBits(key) < shortestRsaBits;
  if (weak || !/^(ssh-rsa|ecdsa-sha2-nistp(256|384|521))$/.test(key.type))
    return failed({
      kind: 'invalid',
      why: weak ? `An RSA key has at least ${shortestRsaBits} bits.` : `Keys of the type ${key.type} are not used.`,
      todo: 'Make an Ed25519 key: ssh-keygen -t ed25519.',
    });
  return ok(key.getPrivatePEM());
}

const shut = () =>
  failed({
    kind: 'invalid',
    why: 'The key does not open with this passphrase.',
    todo: 'Enter the passphrase that it was made with.',
  });
const unreadable = () =>
  failed({
    kind: 'invalid',
    why: 'This is no private key that the portal can read.',
    todo: 'Paste the whole file, from its line BEGIN to its line END.',
  });

const magic = Buffer.from('openssh-key-v1\0');
const [head, tail] = ['BEGIN OPENSSH PRIVATE KEY-----', '-----END'];

/**
 * How often bcrypt is to be run, in a key of OpenSSH's form (PROTOCOL.key); 0 in any other. Read where ssh2 reads it: up to the
 * last END, and right behind the salt.
 */
function roundsOf(text: string): number {
  const begin = text.indexOf(head);
  if (begin === -1) return 0;
  const bytes = Buffer.from(text.slice(begin + head.length, text.lastIndexOf(tail)), 'base64');
  if (!bytes.subarray(0, magic.length).equals(magic)) return 0;
  const [, kdf, options = Buffer.alloc(0)] = stringsIn(bytes.subarray(magic.length));
  if (kdf?.toString('latin1') !== 'bcrypt') return 0;
  const at = 4 + (stringsIn(options)[0]?.length ?? options.length);
  return at + 4 <= options.length ? options.readUInt32BE(at) : Number.POSITIVE_INFINITY;
}

/** In OpenSSH's form: of the two that an Ed25519 key has, ssh2 reads only this one back. */
function ed25519Text(key: ParsedKey): string {
  const open = Buffer.from(key.getPublicSSH());
  const point = stringsIn(open)[1] as Buffer;
  // The seed ends the PKCS #8 form (RFC 8410).
  const der = Buffer.from(key.getPrivatePEM().replace(/-+[^-]+-+|\s/g, ''), 'base64');
  const seed = der.subarray(der.length - 32);
  const check = Buffer.alloc(8);
  const secret = Buffer.concat([check, wire('ssh-ed25519'), wire(point), wire(Buffer.concat([seed, point])), wire('')]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const one = Buffer.from([0, 0, 0, 1]);
  const all = [magic, wire('none'), wire('none'), wire(''), one, wire(open), wire(Buffer.concat([secret, padding]))];
  const lines =
    Buffer.concat(all)
      .toString('base64')
      .match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

/** RFC 4251, 5: a string is its length and its bytes. */
function wire(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function stringsIn(blob: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length; ) {
    const length = blob.readUInt32BE(at);
    if (at + 4 + length > blob.length) break;
    found.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

/** The modulus is the last of type, exponent and modulus; a leading zero only keeps it positive. */
function rsaBits(key: ParsedKey): number {
  const modulus = stringsIn(Buffer.from(key.getPublicSSH())).at(-1) ?? Buffer.alloc(0);
  return (modulus[0] === 0 ? modulus.length - 1 : modulus.length) * 8;
}
