import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { type Lab, startLab } from '#lab/lab.ts';
import type { NodeName } from '#lab/xmpp/addresses.ts';
import type { XmppServerFacts } from '#lab/xmpp/facts.ts';
import { startXmppLab, type XmppLab } from '#lab/xmpp/lab.ts';
import { SupervisedConnection } from './connection.ts';
import type { ServerAddress } from './port.ts';
import { adaptServer } from './servers/adapt.ts';

/** kill -9 of everything, one after the other, on servers of this file's own: others share the lab. */
const admin = 'http://jabber.org/protocol/admin#';
const home = mkdtempSync(join(tmpdir(), 'bailiwick-killed-'));
const labOptions = {
  ...{ home, users: 20, durable: false, demoPassword: 'correct horse battery' },
  // The third number tells runs apart, as in lab/vitest-lab.ts.
  host: new URL(inject('lab').directory.ldapsUrl).hostname.replace('127.0.', '127.1.'),
};
let lab: Lab;
let xmpp: XmppLab;

beforeAll(async () => {
  lab = await startLab(labOptions);
  xmpp = await startXmppLab({ home, facts: lab.facts, say() {} });
});
afterAll(async () => {
  await xmpp?.stop();
  await lab?.stop();
  rmSync(home, { recursive: true, force: true });
});

function addressOf(name: 'north' | 'south', more: Partial<ServerAddress> = {}): ServerAddress {
  const {
    domains,
    host,
    ports,
    admin: account,
  } = xmpp.facts.servers.find((one) => one.name === name) as XmppServerFacts;
  const ca = readFileSync(xmpp.facts.caFile, 'utf8');
  const domain = domains[0] as string;
  return { domain, host, port: ports.direct, tls: 'direct', ca, ...account, mechanisms: ['PLAIN'], ...more };
}

function connects(address: ServerAddress): SupervisedConnection {
  const connection = new SupervisedConnection(address, { info() {}, warn() {} });
  onTestFinished(() => connection.close());
  return connection;
}
const comesToBe = (connection: SupervisedConnection, is: string) =>
  vi.waitFor(() => expect(connection.state().is).toBe(is), { timeout: 25_000, interval: 20 });
const signal = (node: NodeName, name: 'SIGKILL' | 'SIGSTOP') => process.kill(xmpp.nodes[node]().pid, name);
const membersOf = async (connection: SupervisedConnection) => {
  const members = await adaptServer(connection, 'north.example').cluster();
  if (!members.ok) throw new Error(members.failure.why);
  return Object.fromEntries(members.value.map(({ node, state }) => [node.split('@')[0], state]));
};
const untilMembers = (connection: SupervisedConnection, wanted: object) =>
  vi.waitFor(async () => expect(await membersOf(connection)).toEqual(wanted), { timeout: 25_000, interval: 100 });

test('a cluster node that is killed is shown as stopped by the other, and as running once it is back', async () => {
  const connection = connects(addressOf('north'));
  await comesToBe(connection, 'online');
  expect(await membersOf(connection)).toEqual({ ej1: 'running', ej2: 'running' });
  signal('ej2', 'SIGKILL');
  await untilMembers(connection, { ej1: 'running', ej2: 'stopped' });
  await untilMembers(connection, { ej1: 'running', ej2: 'running' });
});

test('when the node at the other end is killed, the server is away with a reason, and online again by itself', async () => {
  const connection = connects(addressOf('north'));
  await comesToBe(connection, 'online');
  signal('ej1', 'SIGKILL');
  await comesToBe(connection, 'away');
  expect(connection.state()).toMatchObject({ why: expect.stringMatching(/\.$/), nextTryAt: expect.any(Date) });
  expect(await connection.run({ jid: 'north.example', node: `${admin}announce`, action: 'execute' })).toMatchObject({
    failure: { kind: 'unavailable' },
  });
  await comesToBe(connection, 'online');
  await untilMembers(connection, { ej1: 'running', ej2: 'running' });
});

test('slapd killed under ejabberd: who is signed in goes on, nobody else gets in, and all is well once it is back', async () => {
  const connection = connects(addressOf('north'));
  await comesToBe(connection, 'online');
  process.kill(Number(readFileSync(join(home, 'slapd/run/slapd.pid'), 'utf8')), 'SIGKILL');
  await lab.ended;
  expect(await connection.run({ jid: 'north.example', node: `${admin}user-stats`, action: 'execute' })).toMatchObject({
    ok: true,
  });
  const other = connects(addressOf('north'));
  await comesToBe(other, 'away');
  expect(connection.state().is).toBe('online');
  lab = await startLab(labOptions);
  const afterwards = connects(addressOf('north'));
  await comesToBe(afterwards, 'online');
});

test('Prosody killed in mid-command: what was sent may have run, what was not is said not to have been', async () => {
  const connection = connects(addressOf('south'));
  await comesToBe(connection, 'online');
  const run = { jid: 'south.example', node: `${admin}user-stats` };
  const form = await connection.run({ ...run, action: 'execute' });
  if (!form.ok) throw new Error(form.failure.why);
  // Stopped first, so that the request is on its way and no answer can come before the kill.
  signal('prosody', 'SIGSTOP');
  const { sessionId } = form.value;
  const sent = connection.run({
    ...run,
    action: 'complete',
    sessionId,
    answer: { accountjid: ['hana@south.example'] },
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  signal('prosody', 'SIGKILL');
  await comesToBe(connection, 'away');
  expect(await connection.run({ ...run, action: 'execute' })).toMatchObject({ failure: { kind: 'unavailable' } });
  expect(await sent).toMatchObject({ ok: false, failure: { kind: 'timeout', uncertain: true } });
  await comesToBe(connection, 'online');
  expect(await connection.run({ ...run, action: 'execute' })).toMatchObject({ ok: true });
});
