import { Resolver } from 'node:dns/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerTo, type Dns, startDns } from './dns.ts';

const name = '_xmpp-server._tcp.south.example';
const resolver = new Resolver({ timeout: 2000, tries: 1 });
let dns: Dns;

beforeAll(async () => {
  dns = await startDns('127.0.0.1', {
    [name]: [
      { host: '127.0.0.11', port: 5269 },
      { host: '127.0.0.12', port: 5270 },
    ],
  });
  resolver.setServers([`127.0.0.1:${dns.port}`]);
});
afterAll(() => dns.stop());

test('a resolver is told the services of a domain in their order', async () => {
  const found = await resolver.resolveSrv(name.toUpperCase());
  expect(found.map(({ name, port, priority }) => ({ name, port, priority }))).toEqual([
    { name: '127.0.0.11', port: 5269, priority: 0 },
    { name: '127.0.0.12', port: 5270, priority: 1 },
  ]);
});

test('a name that isn’t known is said not to exist', async () => {
  await expect(resolver.resolveSrv('_xmpps-server._tcp.south.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

test('a known name has no other kind of record', async () => {
  await expect(resolver.resolve4(name)).rejects.toMatchObject({ code: 'ENODATA' });
});

test('what is no question gets no answer', () => {
  for (const length of [0, 5, 12, 16]) expect(answerTo(Buffer.alloc(length, 1), {})).toBeNull();
  const endless = Buffer.alloc(40, 63);
  endless.writeUInt16BE(1, 4);
  expect(answerTo(endless, {})).toBeNull();
});
