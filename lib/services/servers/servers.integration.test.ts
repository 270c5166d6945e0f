import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listAudit } from '../../store/audit-list.ts';
import type { Context } from '../context.ts';
import { fakeConnector, fakeServer } from '../testing/fake-connector.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { addServer } from './add-server.ts';
import { editServer } from './edit-server.ts';
import { listServers } from './list-servers.ts';
import { removeServer } from './remove-server.ts';
import { serverFacts } from './server-facts.ts';
import { testProgress, testServer } from './test-server.ts';
import { viewServer } from './view-server.ts';

/** What is kept and who may; the connection is played (real ones: *.xmpp.test.ts). */
const played = fakeServer();
const portal = testPortal({}, fakeConnector(played));
let ada: Context;
let otto: Context;

const settings = {
  name: 'North',
  domain: 'north.example',
  host: '127.0.0.9',
  port: 5222,
  tls: 'starttls' as const,
  ca: '',
  jid: 'admin@north.example',
  mechanisms: ['SCRAM-SHA-256' as const],
};
const secret = 'a password that nobody sees';

beforeAll(async () => {
  [ada, otto] = [await asAccount(portal, 'ada'), await asAccount(portal, 'otto')];
});
beforeEach(() => Object.assign(played, fakeServer()));
afterEach(async () => void (await portal.db.prisma.managedServer.deleteMany()));

function value<T>(result: { ok: true; value: T } | { ok: false; failure: { why: string } }): T {
  if (!result.ok) throw new Error(result.failure.why);
  return result.value;
}
const added = async () => value(await addServer(ada, { settings, secret })).id;

describe('the password', () => {
  test('reaches the server, and neither a page, nor the audit log, nor the table', async () => {
    const id = await added();
    const shown = [value(await listServers(ada, {})), value(await viewServer(ada, { id }))];
    expect(played.addresses[0]?.password).toBe(secret);
    value(await editServer(ada, { id, version: 1, settings, secret: 'another password' }));
    const log = await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 20 });
    const kept = await portal.db.query('SELECT * FROM managed_server');
    const everything = JSON.stringify([shown, log, kept]);
    expect(everything).not.toContain('password that nobody');
    expect(everything).not.toContain('another password');
    expect(everything).toContain('(hidden)');
  });

  test.each([
    ['host', { host: 'elsewhere.example' }],
    ['port', { port: 5269 }],
    ['domain', { domain: 'elsewhere.example' }],
    ['account', { jid: 'other@north.example' }],
    ['way to sign in', { mechanisms: ['PLAIN' as const] }],
  ])('must be entered again with another %s, for tests too', async (_, change) => {
    const id = await added();
    const wanted = { ...settings, ...change };
    const needed = { ok: false, failure: { kind: 'invalid', field: 'secret' } };
    expect(await editServer(ada, { id, version: 1, settings: wanted, secret: null })).toMatchObject(needed);
    expect(await testServer(ada, { id, settings: wanted, secret: null })).toMatchObject(needed);
    expect(played.addresses).toEqual([]);
    value(await editServer(ada, { id, version: 1, settings: wanted, secret: 'entered again' }));
    value(await listServers(ada, {}));
    expect(played.addresses).toMatchObject([{ password: 'entered again', ...change }]);
  });

  test('is kept with another name', async () => {
    const id = await added();
    value(await editServer(ada, { id, version: 1, settings: { ...settings, name: 'Northern' }, secret: null }));
    value(await listServers(ada, {}));
    expect(played.addresses).toMatchObject([{ password: secret }]);
  });

  test('that was moved to another row does not open there', async () => {
    await added();
    const other = value(await addServer(ada, { settings: { ...settings, name: 'South' }, secret: 'of south' })).id;
    await portal.db.query(
      `UPDATE managed_server SET secret = (SELECT secret FROM managed_server WHERE name = 'North')`,
    );
    expect(value(await viewServer(ada, { id: other })).state).toMatchObject({ is: 'away', since: null });
    expect(played.addresses).toEqual([]);
  });
});

describe('one connection a server', () => {
  test('is made once, and anew when the settings changed', async () => {
    const id = await added();
    for (let count = 0; count < 3; count += 1) value(await listServers(ada, {}));
    expect(played.addresses).toHaveLength(1);
    value(await editServer(ada, { id, version: 1, settings: { ...settings, port: 5223 }, secret }));
    for (let count = 0; count < 3; count += 1) value(await listServers(ada, {}));
    expect(played.addresses.map(({ port }) => port)).toEqual([5222, 5223]);
    expect(played.closed).toBe(1);
  });

  test('ends with the server that is removed', async () => {
    const id = await added();
    value(await listServers(ada, {}));
    expect(await removeServer(ada, { id, confirm: 'Nort' })).toMatchObject({ failure: { field: 'confirm' } });
    value(await removeServer(ada, { id, confirm: 'North' }));
    expect(played.closed).toBe(1);
    expect(value(await listServers(ada, {})).rows).toEqual([]);
  });

  test('that is away is shown from memory, with since when, why, and the next try', async () => {
    await added();
    played.state = {
      is: 'away',
      since: new Date('2026-03-01T10:00:00Z'),
      why: 'The connection was refused.',
      nextTryAt: new Date('2026-03-01T10:01:00Z'),
    };
    expect(value(await listServers(ada, {})).rows[0]?.state).toEqual({
      is: 'away',
      since: '2026-03-01T10:00:00.000Z',
      why: 'The connection was refused.',
      nextTryAt: '2026-03-01T10:01:00.000Z',
    });
    const [row] = value(await listServers(ada, {})).rows;
    expect(await serverFacts(ada, { id: row?.id })).toMatchObject({
      failure: { kind: 'unavailable', why: 'It is away: The connection was refused.' },
    });
  });
});

describe('editing', () => {
  test('never overwrites what somebody else changed', async () => {
    const id = await added();
    value(await editServer(ada, { id, version: 1, settings: { ...settings, name: 'First' }, secret: null }));
    const second = await editServer(ada, { id, version: 1, settings: { ...settings, name: 'Second' }, secret: null });
    expect(second).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
    expect(value(await viewServer(ada, { id })).settings.name).toBe('First');
  });

  test('takes no name twice', async () => {
    await added();
    expect(await addServer(ada, { settings, secret })).toMatchObject({
      failure: { kind: 'taken', field: 'settings.name' },
    });
  });

  test.each([
    ['domain', { domain: 'not a domain' }],
    ['host', { host: 'a b' }],
    ['port', { port: -1 }],
    ['jid', { jid: 'nobody' }],
    ['ca', { ca: '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----' }],
    ['mechanisms', { mechanisms: [] }],
  ])('refuses a wrong %s and names it', async (field, wrong) => {
    const refused = await addServer(ada, { settings: { ...settings, ...wrong }, secret });
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid', field: `settings.${field}` } });
  });
});

describe('testing a connection', () => {
  test('is followed step by step by who began it, and by nobody else', async () => {
    played.steps = [
      { name: 'address', ok: true, detail: '127.0.0.9', ms: 1 },
      { name: 'tcp', ok: false, detail: 'Refused.', ms: 2 },
    ];
    const { test: id } = value(await testServer(ada, { id: null, settings, secret }));
    await expect.poll(async () => value(await testProgress(ada, { id })).done).toBe(true);
    expect(value(await testProgress(ada, { id })).steps).toEqual(played.steps);
    expect(await testProgress(otto, { id })).toMatchObject({ failure: { kind: 'not-found' } });
  });
});

describe('who may', () => {
  test('an operator sees servers and changes none', async () => {
    const id = await added();
    expect(value(await listServers(otto, {})).rows).toHaveLength(1);
    const { readMetrics, ...rest } = value(await viewServer(otto, { id })).may;
    expect(readMetrics).toBe(true);
    expect(Object.values(rest)).not.toContain(true);
    for (const refused of [
      await addServer(otto, { settings: { ...settings, name: 'Mine' }, secret }),
      await editServer(otto, { id, version: 1, settings, secret: 'x' }),
      await removeServer(otto, { id, confirm: 'North' }),
      await testServer(otto, { id, settings, secret: null }),
    ])
      expect(refused).toMatchObject({ ok: false, failure: { kind: 'refused' } });
  });

  test.each(['rex', 'uma', 'hana', 'aud'])('%s does not even learn that there are servers', async (uid) => {
    const id = await added();
    const context = await asAccount(portal, uid);
    expect(await listServers(context, {})).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
    expect(await viewServer(context, { id })).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  });
});
