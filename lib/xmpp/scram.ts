import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { prepared } from './prepared.ts';

const derive = promisify(pbkdf2);
/** RFC 5802, 5.1 asks for 4,096 at least; far more would only keep us busy. */
const [fewestRounds, mostRounds] = [4_096, 1_000_000];

export type Credentials = { username: string; password: string };

/**
 * SCRAM (RFC 5802, RFC 7677) without channel binding, as a mechanism for @xmpp/sasl. `verified` turns true only when the server
 * has proved that it knows the password as well. Strings are bytes, one character each, as @xmpp/sasl encodes them.
 */
export class Scram {
  readonly name: string;
  readonly clientFirst = true;
  verified = false;
  private readonly hash: 'sha1' | 'sha256';
  private readonly nonce: string;
  private first = '';
  private password = '';
  private reply: string | null = null;
  private expected: Buffer | null = null;

  constructor(hash: 'sha1' | 'sha256', nonce = randomBytes(24).toString('base64url')) {
    this.hash = hash;
    this.name = hash === 'sha1' ? 'SCRAM-SHA-1' : 'SCRAM-SHA-256';
    this.nonce = nonce;
  }

  response({ username, password }: Credentials): string {
    if (this.reply !== null) return this.reply;
    this.password = password;
    const name = prepared(username).replaceAll('=', '=3D').replaceAll(',', '=2C');
    this.first = `n=${asBytes(name)},r=${this.nonce}`;
    return `n,,${this.first}`;
  }

  async challenge(text: string): Promise<this> {
    // A server may send its signature as a last challenge instead of with success (RFC 4422, 3.6).
    if (this.expected) {
      this.final(text);
      this.reply = '';
      return this;
    }
    const { r = '', s = '', i = '', m } = attributesOf(text);
    const rounds = /^\d{1,7}$/.test(i) ? Number(i) : 0;
    if (m !== undefined) throw new Error('the server demands an extension of SCRAM');
    if (!r.startsWith(this.nonce) || r.length <= this.nonce.length) throw new Error("the nonce isn't ours");
    if (s === '' || rounds < fewestRounds || rounds > mostRounds) throw new Error('salt or rounds out of bounds');
    await this.prove(text, r, Buffer.from(s, 'base64'), rounds);
    return this;
  }

  /** `text` is what came with success: `v=` and the server's signature. Throws when it is wrong. */
  final(text: string): void {
    const given = Buffer.from(attributesOf(text).v ?? '', 'base64');
    const { expected } = this;
    if (!expected || given.length !== expected.length || !timingSafeEqual(given, expected))
      throw new Error("the server's signature is wrong");
    this.verified = true;
  }

  private async prove(serverFirst: string, nonce: string, salt: Buffer, rounds: number): Promise<void> {
    const { hash } = this;
    const size = hash === 'sha1' ? 20 : 32;
    const salted = await derive(Buffer.from(prepared(this.password)), salt, rounds, size, hash);
    const sign = (key: Buffer, text: string) => createHmac(hash, key).update(text, 'latin1').digest();
    const clientKey = sign(salted, 'Client Key');
    const withoutProof = `c=biws,r=${nonce}`;
    const message = `${this.first},${serverFirst},${withoutProof}`;
    const signature = sign(createHash(hash).update(clientKey).digest(), message);
    const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0)));
    this.expected = sign(sign(salted, 'Server Key'), message);
    this.reply = `${withoutProof},p=${proof.toString('base64')}`;
  }
}

function attributesOf(text: string): Record<string, string | undefined> {
  return Object.fromEntries(text.split(',').map((part) => [part[0] ?? '', part.slice(2)]));
}

/** UTF-8 as one character a byte. */
export function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
