import { readFileSync } from 'node:fs';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { serverOf } from '../../../lab/xmpp/for-tests.ts';
import { listAudit } from '../../store/audit-list.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import type { Context } from '../context.ts';
import { addServer } from '../servers/add-server.ts';
import { serverFacts } from '../servers/server-facts.ts';
import { testProgress, testServer } from '../servers/test-server.ts';
import { viewServer } from '../servers/view-server.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { beginCommand } from './begin-command.ts';
import { continueCommand } from './continue-command.ts';
import { exportResult } from './export-result.ts';
import { listCommands } from './list-commands.ts';
import type { CommandStep } from './step-view.ts';

/** The use cases on the lab's ejabberd and Prosody, nothing in between played. */
const servers = inject('xmpp').servers;
const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
const admin = 'http://jabber.org/protocol/admin#';
const ids: Record<string, string> = {};
let ada: Context;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  for (const { name } of servers) {
    const { settings, secret } = settingsOf(name);
    ids[name] = value(await addServer(ada, { settings, secret })).id;
    await vi.waitFor(async () => expect(await stateOf(name)).toBe('online'), { timeout: 10_000 });
  }
});
afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));

function settingsOf(name: 'north' | 'south') {
  const { host, ports, admin: account, domains } = serverOf(`x@${name}.example`);
  const settings = {
    name: `The ${name} one`,
    domain: domains[0],
    host,
    port: ports.starttls,
    tls: 'starttls' as const,
    ca: readFileSync(inject('xmpp').caFile, 'utf8'),
    jid: account.jid,
    mechanisms: ['SCRAM-SHA-256' as const, 'PLAIN' as const],
  };
  return { settings, secret: account.password };
}
function value<T>(result: { ok: true; value: T } | { ok: false; failure: { why: string } }): T {
  if (!result.ok) throw new Error(result.failure.why);
  return result.value;
}
const stateOf = async (name: string) => value(await viewServer(ada, { id: ids[name] })).state.is;
const begin = async (name: string, node: string) =>
  value(await beginCommand(ada, { server: ids[name], jid: `${name}.example`, node }));
async function complete({ token }: CommandStep, answer: Record<string, string[]>): Promise<CommandStep> {
  const continued = value(await continueCommand(ada, { token, action: 'complete', answer }));
  if ('problems' in continued) throw new Error(JSON.stringify(continued.problems));
  return continued.step;
}
const nodesOf = async (name: string) =>
  value(await listCommands(ada, { server: ids[name] })).rows.map(({ node }) => node);
const lastRecord = async () => (await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 })).rows[0];

describe('what servers say', () => {
  test.each([
    ['north', 'ejabberd'],
    ['south', 'Prosody'],
  ])('%s is %s, with its services', async (name, software) => {
    const facts = value(await serverFacts(ada, { id: ids[name] }));
    expect(facts).toMatchObject({ software: { value: { name: software } }, pingMs: { value: expect.any(Number) } });
    expect(JSON.stringify(facts.services)).toContain(`rooms.${name}.example`);
  });

  test.each(['north', 'south'] as const)(
    'a test of %s ends with its commands, and shows when its certificate runs out',
    async (name) => {
      const { test: id } = value(await testServer(ada, { id: null, ...settingsOf(name) }));
      await expect.poll(async () => value(await testProgress(ada, { id })).done, { timeout: 20_000 }).toBe(true);
      const { steps } = value(await testProgress(ada, { id }));
      expect(steps.map(({ name: step, ok }) => [step, ok])).toEqual(
        ['address', 'tcp', 'tls', 'certificate', 'authentication', 'features', 'commands'].map((step) => [step, true]),
      );
      expect(steps[3]?.detail).toMatch(/20\d\d/);
    },
  );

  test('a test stops at the step that fails', async () => {
    const { test: id } = value(await testServer(ada, { id: null, ...settingsOf('north'), secret: 'not the password' }));
    await expect.poll(async () => value(await testProgress(ada, { id })).done, { timeout: 20_000 }).toBe(true);
    expect(value(await testProgress(ada, { id })).steps.at(-1)).toMatchObject({ name: 'authentication', ok: false });
  });
});

describe('discovery', () => {
  test('finds the standard’s commands on both, and those of each node of the cluster', async () => {
    const [north, south] = [await nodesOf('north'), await nodesOf('south')];
    for (const both of ['add-user', 'end-user-session', 'user-stats', 'announce'])
      for (const nodes of [north, south]) expect(nodes).toContain(`${admin}${both}`);
    for (const node of serverOf('x@north.example').nodes) expect(north).toContain(`running nodes/${node.name}/restart`);
    expect(south).toContain('uptime');
  });

  test('finds those of a service', async () => {
    const { rows } = value(await listCommands(ada, { server: ids.south }));
    expect(rows.some(({ jid }) => jid === 'rooms.south.example')).toBe(true);
  });
});

describe('running', () => {
  test.each([
    ['north', 'accountjid'],
    ['south', 'accountjid'],
  ])('statistics of a person come from %s', async (name, field) => {
    const asked = await begin(name, `${admin}user-stats`);
    expect(asked).toMatchObject({ status: 'executing', step: 1 });
    const jid = name === 'north' ? 'uma@north.example' : 'hana@south.example';
    const done = await complete(asked, { [field]: [jid] });
    expect(done).toMatchObject({ status: 'completed', step: 2, actions: [] });
    expect(done.fields.some((one) => one.name === 'rostersize')).toBe(true);
    expect(await lastRecord()).toMatchObject({
      action: 'commands.run',
      outcome: 'succeeded',
      after: { to: [`${name}.example`], [`field ${field}`]: [jid] },
    });
  });

  test.each(['north', 'south'])('the list of who is online on %s has the portal itself in it', async (name) => {
    const first = await begin(name, `${admin}get-online-users-list`);
    const done = first.status === 'completed' ? first : await complete(first, {});
    expect(JSON.stringify([done.fields, done.table])).toContain(serverOf(`x@${name}.example`).admin.jid);
  });

  test.each(['north', 'south'])('what %s reports is a table, on the page and as CSV', async (name) => {
    const done = await begin(name, 'urn:bailiwick:admin:1#cluster');
    expect(done).toMatchObject({ status: 'completed', table: { columns: expect.any(Array) } });
    const names = done.table?.columns.map((column) => column.name) ?? [];
    expect(names.slice(0, 2)).toEqual(['node', 'state']);
    const nodes = done.table?.rows.map((row) => row[0]?.[0]) ?? [];
    if (name === 'north') expect(nodes.sort()).toEqual(['ej1@localhost', 'ej2@localhost']);
    const { csv } = value(await exportResult(ada, { token: done.token }));
    for (const node of nodes) expect(csv).toContain(node);
  });

  test('a step forward on Prosody leads to the next form or the end, with what was filled in', async () => {
    const first = await begin('south', `${admin}get-online-users-list`);
    expect(first).toMatchObject({ status: 'executing', actions: expect.arrayContaining(['next', 'complete']) });
    const went = value(await continueCommand(ada, { token: first.token, action: 'next', answer: {} }));
    if (!('step' in went)) throw new Error('the form was refused');
    expect(went.step).toMatchObject({ step: 2, status: 'completed' });
  });

  test('a command without a form is done with being asked for, and is on the record', async () => {
    const done = await begin('south', 'uptime');
    expect(done.status).toBe('completed');
    expect(done.notes[0]?.text).toMatch(/running for/);
    expect(await lastRecord()).toMatchObject({ action: 'commands.begin', outcome: 'succeeded' });
  });

  test('what ejabberd refuses is said and recorded as failed, and may be tried again from the same form', async () => {
    const { token } = await begin('north', `${admin}add-user`);
    const answer = {
      accountjid: ['not-in-the-directory@north.example'],
      password: ['hush hush'],
      'password-verify': ['hush hush'],
    };
    for (let tries = 0; tries < 2; tries += 1) {
      const refused = await continueCommand(ada, { token, action: 'complete', answer });
      expect(refused).toMatchObject({ ok: false, failure: { kind: expect.not.stringMatching(/conflict|timeout/) } });
      const record = await lastRecord();
      expect(record).toMatchObject({ action: 'commands.run', outcome: 'failed' });
      expect(JSON.stringify(record)).not.toContain('hush');
    }
  });

  test.each(['north', 'south'])('a command that was given up on %s is not run any more', async (name) => {
    const asked = await begin(name, `${admin}user-stats`);
    const given = value(await continueCommand(ada, { token: asked.token, action: 'cancel' }));
    expect(given).toMatchObject({ step: { status: 'canceled' } });
    const answer = { accountjid: ['uma@north.example'] };
    expect(await continueCommand(ada, { token: asked.token, action: 'complete', answer })).toMatchObject({
      failure: { kind: 'conflict' },
    });
  });
});
