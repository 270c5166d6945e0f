import dns from 'node:dns/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dns, startDns } from '#lab/xmpp/dns.ts';
import { locate } from '../../xmpp/dial.ts';
import { askNameServers } from '../../xmpp/name-servers.ts';
import { systemNames } from './names.ts';

const before = dns.getServers();
const place = { host: '127.0.0.9', port: 5555 };
let own: Dns;

beforeAll(async () => {
  own = await startDns('127.0.0.1', { '_xmpp-client._tcp.north.example': [place] });
  askNameServers([`127.0.0.1:${own.port}`]);
});
afterAll(async () => {
  dns.setServers(before);
  await own.stop();
});

test('the doctor and the connections to servers ask the name servers of the settings', async () => {
  expect(await systemNames().services('_xmpp-client._tcp.north.example')).toEqual([place]);
  const address = { host: '', port: 0, domain: 'north.example', tls: 'starttls' } as never;
  expect(await locate(address)).toEqual({ ok: true, value: [place] });
});

test('without any, the system’s stay', () => {
  const now = dns.getServers();
  askNameServers([]);
  expect(dns.getServers()).toEqual(now);
});
