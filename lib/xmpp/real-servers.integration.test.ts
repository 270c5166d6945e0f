import { readFileSync } from 'node:fs';
import { xml } from '@xmpp/xml';
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { DataForm, FormAnswer } from '../domain/data-form.ts';
import { checkAnswer } from '../domain/data-form-check.ts';
import type { Result } from '../domain/failure.ts';
import { BreakingProxy } from './breaking-proxy-under-test.ts';
import { xmppConnector } from './connect.ts';
import { SupervisedConnection } from './connection.ts';
import type { CommandStage, ServerAddress, TestStep } from './port.ts';

const silent = { info() {}, warn() {} };
const admin = 'http://jabber.org/protocol/admin#';
const commandsNs = 'http://jabber.org/protocol/commands';
const servers = inject('xmpp').servers.map((server) => [server.kind, server] as const);
type Server = (typeof servers)[number][1];

function addressOf({ domains, host, ports, admin: account }: Server, more: Partial<ServerAddress> = {}): ServerAddress {
  const mechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'] as const;
  const ca = readFileSync(inject('xmpp').caFile, 'utf8');
  return { domain: domains[0] ?? '', host, port: ports.starttls, tls: 'starttls', ca, ...account, mechanisms, ...more };
}

function connects(server: Server, more: Partial<ServerAddress> = {}): SupervisedConnection {
  const connection = new SupervisedConnection(addressOf(server, more), silent);
  onTestFinished(() => connection.close());
  return connection;
}

const isOnline = (connection: SupervisedConnection) =>
  vi.waitFor(() => expect(connection.state().is).toBe('online'), { timeout: 15_000, interval: 10 });

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.why);
  return result.value;
}

async function walk(address: ServerAddress): Promise<TestStep[]> {
  const steps: TestStep[] = [];
  for await (const step of xmppConnector(silent).test(address)) steps.push(step);
  return steps;
}

/** The command on `domain`: execute, then complete with `filled`. */
async function runs(connection: SupervisedConnection, domain: string, node: string, filled: FormAnswer) {
  const first = value(await connection.run({ jid: domain, node: admin + node, action: 'execute' }));
  const answer = value(checkAnswer(first.form as DataForm, filled));
  const { sessionId } = first;
  return connection.run({ jid: domain, node: admin + node, action: 'complete', sessionId, answer });
}

const field = (stage: CommandStage, name: string) => stage.form?.fields.find((one) => one.name === name)?.values ?? [];

describe.each(servers)('%s', (kind, server) => {
  const domain = server.domains[0] ?? '';

  test.each(['starttls', 'direct'] as const)('"Test connection" walks all the way by %s', async (tls) => {
    const steps = await walk(addressOf(server, { tls, port: server.ports[tls] }));
    expect(steps.filter((step) => !step.ok)).toEqual([]);
    const names = ['address', 'tcp', 'tls', 'certificate', 'authentication', 'features', 'commands'];
    expect(steps.map((step) => step.name)).toEqual(names);
    expect(steps[3]?.detail).toMatch(new RegExp(`${domain.replaceAll('.', '\\.')}.* until 20\\d\\d-\\d\\d-\\d\\d`));
  });

  test.each([
    ['tcp', { port: 1 }],
    ['tls', { tls: 'direct' }],
    ['certificate', { ca: '' }],
    ['authentication', { password: 'not the password' }],
    ['authentication', { mechanisms: ['SCRAM-SHA-256'] }],
  ] satisfies [TestStep['name'], Partial<ServerAddress>][])(
    '"Test connection" says that it ends at %s',
    async (name, wrong) => {
      const steps = await walk(
        addressOf(server, {
          tls: 'direct',
          port: server.ports.direct,
          ...wrong,
          ...(name === 'tls' && { port: server.ports.starttls }),
        }),
      );
      const last = steps.at(-1);
      expect([last?.name, last?.ok]).toEqual([name, false]);
      expect(last?.detail).toMatch(/\.$/);
    },
  );

  test('"Test connection" tells that the server is not the one of another domain', async () => {
    const steps = await walk(addressOf(server, { domain: 'evil.example', tls: 'direct', port: server.ports.direct }));
    const last = steps.at(-1);
    expect(last?.ok).toBe(false);
    // Prosody breaks off the handshake, ejabberd shows another certificate.
    expect(last?.detail).toMatch(kind === 'prosody' ? /no certificate for evil\.example/ : /not for this domain/);
  });

  test('it says what it is, since when it runs, and what it can do', async () => {
    const connection = connects(server);
    expect(value(await connection.version(domain)).name).toBe(kind === 'ejabberd' ? 'ejabberd' : 'Prosody');
    expect(value(await connection.uptime(domain))).toBeGreaterThanOrEqual(0);
    expect(value(await connection.info(domain)).features).toContain(commandsNs);
    expect(value(await connection.items(domain)).map(({ jid }) => jid)).toContain(server.rooms);
    expect(value(await connection.listCommands(domain)).map(({ node }) => node)).toContain(`${admin}user-stats`);
    expect(connection.state()).toMatchObject({ is: 'online', mechanism: 'PLAIN', tls: { protocol: 'TLSv1.3' } });
  });

  test('a command runs from its first form to its result', async () => {
    const done = value(await runs(connects(server), domain, 'user-stats', { accountjid: [server.admin.jid] }));
    expect(done).toMatchObject({ status: 'completed', actions: [], form: { kind: 'result' } });
    expect(field(done, 'ipaddresses').length).toBeGreaterThan(0);
  });

  test('200 commands at once get 200 answers, each its own', async () => {
    const connection = connects(server);
    const people = inject('lab').xmppAccounts.people.jids.filter((jid) =>
      server.domains.includes(jid.split('@')[1] ?? ''),
    );
    const asked = Array.from({ length: 200 }, (_, at) => people[at % people.length] ?? server.admin.jid);
    const stages = await Promise.all(
      asked.map(async (jid) => runs(connection, domain, 'user-stats', { accountjid: [jid] })),
    );
    const answered = stages.map((stage) => value(stage));
    expect(new Set(answered.map(({ sessionId }) => sessionId)).size).toBe(200);
    // ejabberd says whom its answer is about.
    if (kind === 'ejabberd') expect(answered.map((stage) => field(stage, 'accountjid')[0])).toEqual(asked);
  });

  test('a command can be canceled', async () => {
    const connection = connects(server);
    const { sessionId } = value(await connection.run({ jid: domain, node: `${admin}user-stats`, action: 'execute' }));
    const canceled = await connection.run({ jid: domain, node: `${admin}user-stats`, action: 'cancel', sessionId });
    expect(value(canceled)).toMatchObject({ status: 'canceled', actions: [] });
  });

  test('what it refuses is said in words', async () => {
    const unknown = await connects(server).run({ jid: domain, node: 'no-such-command', action: 'execute' });
    expect(unknown).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
    const password = inject('lab').accounts[0]?.password ?? '';
    const person = kind === 'ejabberd' ? 'uma@north.example' : 'hana@south.example';
    const nobody = connects(server, { jid: person, password });
    const refused = await nobody.run({ jid: domain, node: `${admin}user-stats`, action: 'execute' });
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'refused' } });
  });

  test('an orderly end leaves no session behind', async () => {
    const [one, other] = [connects(server), connects(server)];
    await Promise.all([isOnline(one), isOnline(other)]);
    const sessions = async () =>
      field(
        value(await runs(other, domain, 'user-stats', { accountjid: [server.admin.jid] })),
        'onlineresources',
      ).filter((resource) => resource.includes('bailiwick-')).length;
    const before = await sessions();
    await one.close();
    await vi.waitFor(async () => expect(await sessions()).toBe(before - 1), { timeout: 5_000 });
  });

  test('a connection that breaks in mid-command is resumed, and the answer still comes', async () => {
    const proxy = await BreakingProxy.start({ host: server.host, port: server.ports.starttls });
    onTestFinished(() => proxy.stop());
    const connection = connects(server, proxy.place);
    await isOnline(connection);
    proxy.freeze();
    const asked = connection.run({ jid: domain, node: `${admin}user-stats`, action: 'execute' });
    // The server has the question, and its answer is swallowed.
    await new Promise((resolve) => setTimeout(resolve, 300));
    proxy.shut();
    proxy.open();
    expect(value(await asked)).toMatchObject({ status: 'executing' });
    expect(proxy.connections).toBeGreaterThan(1);
  });

  test('a server that can not be reached is away, with since when and why, and comes back', async () => {
    const proxy = await BreakingProxy.start({ host: server.host, port: server.ports.direct });
    onTestFinished(() => proxy.stop());
    const connection = connects(server, { ...proxy.place, tls: 'direct' });
    await isOnline(connection);
    proxy.shut();
    await vi.waitFor(() => expect(connection.state().is).toBe('away'), { timeout: 5_000, interval: 10 });
    expect(connection.state()).toMatchObject({ why: expect.stringMatching(/\.$/), since: expect.any(Date) });
    expect(await connection.ping(domain)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
    proxy.open();
    await isOnline(connection);
    expect((await connection.ping(domain)).ok).toBe(true);
  });

  test('bytes that are not encrypted end the connection, and it is made again', async () => {
    const proxy = await BreakingProxy.start({ host: server.host, port: server.ports.direct });
    onTestFinished(() => proxy.stop());
    const connection = connects(server, { ...proxy.place, tls: 'direct' });
    await isOnline(connection);
    proxy.garble();
    await vi.waitFor(() => expect(proxy.connections).toBeGreaterThan(1), { timeout: 10_000 });
    await isOnline(connection);
    expect((await connection.ping(domain)).ok).toBe(true);
  });
});

test('Prosody does not answer to "prev": that is said, and the connection is as good as before', async () => {
  const south = servers.find(([kind]) => kind === 'prosody')?.[1] as Server;
  const domain = south.domains[0] ?? '';
  const connection = connects(south);
  const node = `${admin}user-stats`;
  const { sessionId } = value(await connection.run({ jid: domain, node, action: 'execute' }));
  const payload = xml('command', { xmlns: commandsNs, node, action: 'prev', sessionid: sessionId });
  const silence = await connection.ask({ type: 'set', to: domain, payload, mayChange: true, timeoutMs: 1_000 });
  expect(silence).toMatchObject({ ok: false, failure: { kind: 'timeout', uncertain: true } });
  expect((await connection.ping(domain)).ok).toBe(true);
});
