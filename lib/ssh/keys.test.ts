import { expect, test } from 'vitest';
import { openPrivateKey } from './keys.ts';

const string = (value: string | Buffer) => {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
};
const number = (value: number) => Buffer.from([value >>> 24, value >>> 16, value >>> 8, value]);

/** As ssh-keygen writes it (PROTOCOL.key), with nothing that opens in it. */
function lockedKey(salt: Buffer, rounds: number, behind = Buffer.alloc(0)): string {
  const options = Buffer.concat([string(salt), number(rounds), behind]);
  const parts = [string('aes256-ctr'), string('bcrypt'), string(options), number(1), string(string('ssh-ed25519'))];
  const all = Buffer.concat([Buffer.from('openssh-key-v1\0'), ...parts, string(Buffer.alloc(64))]);
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', all.toString('base64'), '-----END OPENSSH PRIVATE KEY-----'].join(
    '\n',
  );
}
const whyNot = (text: string) => {
  const opened = openPrivateKey(text, 'some passphrase');
  return opened.ok ? '' : opened.failure.why;
};
const wrongPassphrase = 'The key does not open with this passphrase.';
const notTried = 'This is no private key that the portal can read.';
const salt = Buffer.alloc(16, 7);

test('a key that would keep the process busy is not tried, and one of ssh-keygen is', () => {
  expect(whyNot(lockedKey(salt, 16))).toBe(wrongPassphrase);
  expect(whyNot(lockedKey(salt, 65))).toBe(notTried);
});

test('neither with the number of rounds hidden: before a smaller number, or behind what looks like the end', () => {
  expect(whyNot(lockedKey(salt, 65, number(1)))).toBe(notTried);
  const mark = Buffer.from('+END', 'base64');
  const texts = [0, 1, 2].map((shift) => lockedKey(Buffer.concat([Buffer.alloc(shift), mark, mark]), 65));
  const hidden = texts.find((text) => text.includes('+END')) as string;
  expect(whyNot(hidden.replaceAll('+END', '-END'))).toBe(notTried);
});

test('a text of nothing but dashes is read once', () => {
  expect(whyNot(`-----BEGIN OPENSSH PRIVATE KEY${'-'.repeat(10_000)}`)).toBe(notTried);
});
