import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { signIn } from '../../lab/xmpp/for-tests.ts';
import { snmpManager } from '../snmp/connect.ts';
import { openDatabase } from '../store/database.ts';
import { insertServer, newServerId } from '../store/managed-servers.ts';
import { secretBox } from '../store/secret-box.ts';
import { AgentUnderTest, community as agentCommunity, Way, writeCommunity } from './agent-under-test.ts';
import { applicationIndexes, directoryIndex } from './numbering.ts';

const xmpp = inject('xmpp');
const agent = new AgentUnderTest();
const db = openDatabase(inject('databaseUrl'), { connections: 1 });
const ids = { north: newServerId(), south: newServerId() };
const indexes = applicationIndexes(Object.values(ids));
const north = indexes.get(ids.north) as number;
const south = indexes.get(ids.south) as number;
const south1 = xmpp.servers.find(({ name }) => name === 'south');
const way = new Way({ host: south1?.host ?? '', port: south1?.ports.direct ?? 0 });
let port = 0;

const soon = { timeout: 25_000, interval: 200 };

beforeAll(async () => {
  await way.open();
  const box = secretBox({ file: join(agent.home, 'secret-key'), made: true });
  for (const { name, domains, host, ports, admin } of xmpp.servers) {
    const settings = {
      name: `The ${name} one`,
      domain: domains[0] as string,
      ...(name === 'south' ? { host: '127.0.0.1', port: way.port } : { host, port: ports.direct }),
      tls: 'direct' as const,
      ca: readFileSync(xmpp.caFile, 'utf8'),
      jid: admin.jid,
      mechanisms: ['SCRAM-SHA-256' as const, 'PLAIN' as const],
      clientCertificate: '',
    };
    const secrets = { password: admin.password, clientKey: '' };
    expect(await insertServer(db, box, { id: ids[name], settings, secrets })).toBe('done');
  }
  port = await agent.startSnmpd();
  await agent.startAgent();
  await vi.waitFor(async () => expect([await status(north), await status(south)]).toEqual(['up', 'up']), soon);
  const registered = async () => [...(await agent.walk('bwXmppHosts')).keys()].length;
  await vi.waitFor(async () => expect(await registered()).toBe(2), soon);
});
afterAll(async () => {
  await agent.end();
  await way.cut();
  await db.prisma.managedServer.deleteMany();
  await db.close();
});

const status = async (index: number) => (await agent.walk('applOperStatus')).get(`applOperStatus.${index}`);
const number = async (name: string) => Number((await agent.walk(name.split('.')[0] as string)).get(name) ?? Number.NaN);
const password = () => inject('lab').accounts.find(({ uid }) => uid === 'nora')?.password ?? '';

test('applTable has a row for ejabberd, Prosody and slapd, with what is known of each', async () => {
  const cells = await agent.walk('applTable');
  expect(cells.get(`applName.${directoryIndex}`)).toBe('LDAP directory');
  expect(cells.get(`applVersion.${directoryIndex}`)).toContain('OpenLDAP');
  for (const [index, name, make] of [
    [north, 'north', 'ejabberd'],
    [south, 'south', 'Prosody'],
  ] as const) {
    expect(cells.get(`applName.${index}`)).toBe(`The ${name} one`);
    expect(cells.get(`applVersion.${index}`)).toContain(make);
    expect(cells.get(`applURL.${index}`)).toContain(`/servers/${ids[name]}`);
    // They ran before snmpd did.
    expect(cells.get(`applUptime.${index}`)).toBe('0:0:00:00.00');
    expect(Number(cells.get(`applInboundAssociations.${index}`))).toBeGreaterThan(0);
  }
  expect(cells.get(`applOperStatus.${directoryIndex}`)).toBe('up');
  expect(Number(cells.get(`applAccumulatedInboundAssociations.${directoryIndex}`))).toBeGreaterThan(0);
});

test('snmptable reads it as a table', async () => {
  const rows = (await agent.tool('snmptable', ['-Ci', '-Cf', '|'], ['applTable'])).split('\n');
  const header = rows.find((line) => line.startsWith('index|'))?.split('|') ?? [];
  const named = rows.filter((line) => /^\d+\|/.test(line)).map((line) => line.split('|')[header.indexOf('applName')]);
  expect(named.sort()).toEqual(['LDAP directory', 'The north one', 'The south one']);
});

test('snmpbulkwalk finds what snmpwalk finds', async () => {
  for (const root of ['application', 'bailiwick']) {
    const [one, bulk] = [await agent.walk(root), await agent.walk(root, 'snmpbulkwalk')];
    // Associations of the directory come and go.
    const stable = (cells: Map<string, string>) => [...cells.keys()].filter((name) => !name.startsWith('assoc'));
    expect(stable(bulk)).toEqual(stable(one));
    expect(one.size).toBeGreaterThan(20);
  }
});

test('the portal’s own manager reads it as any other: services by the profile of RFC 2788, XMPP servers by ours', async () => {
  const credentials = { version: '2c' as const, community: agentCommunity };
  const opened = await snmpManager.open({ host: '127.0.0.1', port, credentials });
  if (!opened.ok) throw new Error(opened.failure.why);
  const found = await snmpManager.discover(opened.value);
  expect(found.ok && found.value).toEqual(expect.arrayContaining(['network-services', 'bailiwick']));
  const read = await snmpManager.read(opened.value, ['bailiwick']);
  opened.value.close();
  if (!read.ok) throw new Error(read.failure.why);
  const [servers, stanzas, sessions] = read.value.sections[0]?.tables ?? [];
  expect(servers?.rows.map(([name]) => name).sort()).toEqual(['The north one', 'The south one']);
  expect(stanzas?.rows.length).toBeGreaterThan(12);
  expect(sessions?.rows.map(([, kind]) => kind)).toContain('ldap');
  expect(read.value.measured).toContainEqual(
    expect.objectContaining({
      name: 'bailiwick.nodes',
      value: 2,
      labels: { application: 'The north one', state: 'running' },
    }),
  );
});

test('what no server tells is absent, never zero', async () => {
  const cells = [...(await agent.walk('application')).keys(), ...(await agent.walk('bailiwick')).keys()];
  const unknown = /^(applDirectoryName|applAccumulatedOutbound|applRejected|applFailed)/;
  expect(cells.filter((name) => unknown.test(name))).toEqual([]);
  expect(cells).not.toContain(`applAccumulatedInboundAssociations.${north}`);
  expect(cells).not.toContain(`applOutboundAssociations.${directoryIndex}`);
  // slapd counts what it sends, and not what it is sent.
  expect(cells).toContain(`bwSessionOctetsOut.${directoryIndex}.ldap`);
  expect(cells).not.toContain(`bwSessionOctetsIn.${directoryIndex}.ldap`);
  expect(cells.filter((name) => name.startsWith('bwXmpp') && name.endsWith(`.${directoryIndex}`))).not.toContain(
    `bwXmppSessions.${directoryIndex}`,
  );
  await expect(agent.tool('snmpget', ['-Oqs'], [`applRejectedInboundAssociations.${north}`])).resolves.toContain(
    'No Such',
  );
});

test('counters rise when people talk, and somebody who signs in is counted by mechanism and TLS', async () => {
  const [stanzas, sessions] = [`bwXmppStanzas.${north}.c2s.in.message`, `bwXmppSessions.${north}`];
  const octets = `bwSessionOctetsIn.${north}.c2s`;
  const before = { stanzas: await number(stanzas), sessions: await number(sessions), octets: await number(octets) };
  const nora = await signIn('nora@north.example', password());
  for (let at = 0; at < 20; at++) nora.say('rex@north.example', `line ${at}`);
  await expect.poll(() => number(sessions), soon).toBe(before.sessions + 1);
  await expect.poll(() => number(stanzas), soon).toBeGreaterThanOrEqual(before.stanzas + 20);
  await expect.poll(() => number(octets), soon).toBeGreaterThan(before.octets);
  const cells = await agent.walk('bwServicesMIB');
  expect(Number(cells.get(`bwMechanismSessions.${north}.c2s."PLAIN"`))).toBeGreaterThan(0);
  expect([...cells.keys()].some((name) => name.startsWith(`bwTlsSessions.${north}.c2s."TLSv1.3"`))).toBe(true);
  await nora.close();
  await expect.poll(() => number(sessions), soon).toBe(before.sessions);
});

test('sessions with other servers are associations, each with its peer', async () => {
  const nora = await signIn('nora@north.example', password());
  await nora.ask('get', 'south.example', '<ping xmlns="urn:xmpp:ping"/>');
  const remotes = async () => {
    const cells = await agent.walk('assocTable');
    return [...cells]
      .filter(([name]) => name.startsWith(`assocRemoteApplication.${north}.`))
      .map(([, remote]) => remote);
  };
  await expect.poll(remotes, soon).toContain('south.example');
  const cells = await agent.walk('assocTable');
  const [name = ''] = [...cells].find(([key]) => key.startsWith(`assocRemoteApplication.${north}.`)) ?? [];
  const index = name.replace('assocRemoteApplication.', '');
  expect(cells.get(`assocApplicationProtocol.${index}`)).toBe('applTCPProtoID.5269');
  expect(cells.get(`assocApplicationType.${index}`)).toMatch(/^peer(initiator|responder)$/);
  await nora.close();
});

test('a server that goes away is down, and its figures are absent until it is back', async () => {
  const figures = async () => [...(await agent.walk('bailiwick')).keys()].filter((name) => name.includes(`.${south}`));
  expect(await figures()).not.toEqual([]);
  await way.cut();
  await expect.poll(() => status(south), soon).toBe('down');
  expect(await figures()).toEqual([]);
  expect(await status(north)).toBe('up');
  const changed = (await agent.walk('applLastChange')).get(`applLastChange.${south}`);
  expect(changed).not.toBe('0:0:00:00.00');
  await way.open();
  await expect.poll(() => status(south), soon).toBe('up');
  await expect.poll(figures, soon).not.toEqual([]);
});

test('nothing can be set, and what asks for nonsense gets nothing', async () => {
  const set = agent.tool('snmpset', [], [`applName.${north}`, 's', 'Mine'], writeCommunity);
  await expect(set).rejects.toThrow('notWritable');
  await expect(agent.tool('snmpset', [], ['1.3.6.1.2.1.27.9.9.9', 'i', '1'], writeCommunity)).rejects.toThrow();
  const longest = `1.3.6.1.2.1.27.${Array.from({ length: 110 }, () => '4294967295').join('.')}`;
  for (const oid of [
    'applTable',
    'applEntry',
    'applName',
    `applName.${north}.1`,
    'applName.0',
    '1.3.6.1.2.1.27.77',
    longest,
  ])
    expect(await agent.tool('snmpget', ['-Oqs', '-Ir'], [oid])).toContain('No Such');
  await agent.tool('snmpgetnext', [], [longest]);
  await agent.tool('snmpbulkget', ['-Cr4000'], ['applTable']);
  expect(await status(north)).toBe('up');
});

test('an agent that hangs holds up nobody who asks snmpd for something else', async () => {
  agent.hang(true);
  const hung = status(north).catch(() => 'no answer');
  for (let at = 0; at < 3; at++) expect(await agent.tool('snmpget', ['-Oqs'], ['sysUpTime.0'])).toContain('sysUpTime');
  agent.hang(false);
  await hung;
  await expect.poll(() => status(north).catch(() => null), soon).toBe('up');
});

test('with the agent killed snmpd still answers, and what the agent told comes back with it', async () => {
  await agent.endAgent('SIGKILL');
  expect(await agent.tool('snmpget', ['-Oqs'], ['sysUpTime.0'])).toContain('sysUpTime');
  expect((await agent.walk('application')).size).toBe(0);
  await agent.startAgent();
  await expect.poll(() => status(north), soon).toBe('up');
});

test('when snmpd starts again, the agent joins it again', async () => {
  await agent.stopSnmpd();
  await agent.startSnmpd(port);
  await expect.poll(() => status(north).catch(() => null), soon).toBe('up');
});

test('a server that is no longer managed is gone', async () => {
  await db.prisma.managedServer.delete({ where: { id: ids.south } });
  await expect.poll(() => status(south), soon).toBeUndefined();
  expect([...(await agent.walk('bailiwick')).keys()].filter((name) => name.includes(`.${south}`))).toEqual([]);
});
