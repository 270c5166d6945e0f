import { expect, test } from 'vitest';
import { Scram } from './scram.ts';

// The examples of RFC 5802, 5 and RFC 7677, 3.
const examples = [
  {
    hash: 'sha1',
    nonce: 'fyko+d2lbbFgONRv9qkxdawL',
    serverFirst: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    final: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    serverFinal: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    hash: 'sha256',
    nonce: 'rOprNGfwEbeRWgbNEkqO',
    serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    final: 'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
] as const;
const user = { username: 'user', password: 'pencil' };

test.each(examples)('$hash says what the RFC says, and the server proves itself', async (example) => {
  const scram = new Scram(example.hash, example.nonce);
  expect(scram.response(user)).toBe(`n,,n=user,r=${example.nonce}`);
  await scram.challenge(example.serverFirst);
  expect(scram.response(user)).toBe(example.final);
  expect(scram.verified).toBe(false);
  scram.final(example.serverFinal);
  expect(scram.verified).toBe(true);
});

test.each(['', 'v=', 'v=AAAA', 'e=other-error', 'v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='])(
  'a server that ends with "%s" has proved nothing',
  async (text) => {
    const [, { nonce, serverFirst }] = examples;
    const scram = new Scram('sha256', nonce);
    scram.response(user);
    await scram.challenge(serverFirst);
    expect(() => scram.final(text)).toThrow(/signature/);
    expect(scram.verified).toBe(false);
  },
);

test('success without any exchange is no proof', () => {
  const scram = new Scram('sha256', 'abc');
  scram.response(user);
  expect(() => scram.final('v=AAAA')).toThrow(/signature/);
});

test.each([
  ['a nonce that is not ours', 'r=other123,s=QSXCR+Q6sek8bf92,i=4096'],
  ['a nonce with nothing of its own', 'r=ours,s=QSXCR+Q6sek8bf92,i=4096'],
  ['too few rounds', 'r=ours123,s=QSXCR+Q6sek8bf92,i=1'],
  ['rounds without end', 'r=ours123,s=QSXCR+Q6sek8bf92,i=9999999'],
  ['no salt', 'r=ours123,s=,i=4096'],
  ['an extension that we do not know', 'm=x,r=ours123,s=QSXCR+Q6sek8bf92,i=4096'],
  ['nothing', ''],
])('a challenge with %s is refused', async (_, text) => {
  const scram = new Scram('sha256', 'ours');
  scram.response(user);
  await expect(scram.challenge(text)).rejects.toThrow();
});

test('a name with a comma or an equals sign can not say more than a name', () => {
  expect(new Scram('sha256', 'abc').response({ username: 'a,r=x', password: '' })).toBe('n,,n=a=2Cr=3Dx,r=abc');
});
