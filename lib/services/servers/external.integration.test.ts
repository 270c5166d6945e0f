import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { makeAccountCertificate } from '#lab/xmpp/certificates.ts';
import { listAudit } from '../../store/audit-list.ts';
import type { Context } from '../context.ts';
import { fakeConnector, fakeServer } from '../testing/fake-connector.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { addServer } from './add-server.ts';
import { editServer } from './edit-server.ts';
import { listServers } from './list-servers.ts';
import { testServer } from './test-server.ts';
import { viewServer } from './view-server.ts';

/** Signing in by a certificate of the portal's own; the connection is played (the real one: lib/xmpp/sign-in.integration.test.ts). */
const played = fakeServer();
const portal = testPortal({}, fakeConnector(played));
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-external-'));
const { caFile } = inject('lab').directory;
const made = (jid: string) =>
  makeAccountCertificate(folder, jid, { caFile, caKeyFile: caFile.replace(/\.crt$/, '.key') });
const own = made('portal@north.example');
const other = made('other@north.example');

const settings = {
  ...{ name: 'North', domain: 'north.example', host: '127.0.0.9', port: 5222, tls: 'starttls' as const, ca: '' },
  ...{ jid: 'portal@north.example', mechanisms: ['EXTERNAL' as const], clientCertificate: own.certificate },
};
let ada: Context;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
});
beforeEach(() => Object.assign(played, fakeServer()));
afterEach(async () => void (await portal.db.prisma.managedServer.deleteMany()));
afterAll(() => rmSync(folder, { recursive: true }));

const add = (more: object) => addServer(ada, { settings, secret: null, clientKey: own.key, ...more });
async function added(): Promise<string> {
  const result = await add({});
  if (!result.ok) throw new Error(result.failure.why);
  return result.value.id;
}

test('the certificate goes to the server and its key nowhere else: to no page, no audit row, no table', async () => {
  const id = await added();
  const shown = [await listServers(ada, {}), await viewServer(ada, { id })];
  expect(played.addresses).toMatchObject([
    { password: '', client: { certificate: own.certificate.trim(), key: own.key.trim() } },
  ]);
  const log = await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 5 });
  const everything = JSON.stringify([shown, log, await portal.db.query('SELECT * FROM managed_server')]);
  expect(everything).toContain('BEGIN CERTIFICATE');
  expect(everything).not.toContain('PRIVATE KEY');
  expect(everything).toContain('"clientKey":["(hidden)"]');
});

test.each([
  ['no certificate', { settings: { ...settings, clientCertificate: '' } }, 'settings.clientCertificate'],
  [
    'something that is no certificate',
    { settings: { ...settings, clientCertificate: own.key } },
    'settings.clientCertificate',
  ],
  ['no key', { clientKey: null }, 'clientKey'],
  ['the key of another certificate', { clientKey: other.key }, 'clientKey'],
  ['something that is no key', { clientKey: 'certainly a key' }, 'clientKey'],
  [
    'a key with a passphrase',
    { clientKey: '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIH\n-----END ENCRYPTED PRIVATE KEY-----' },
    'clientKey',
  ],
  [
    'no password beside another way',
    { settings: { ...settings, mechanisms: ['EXTERNAL', 'SCRAM-SHA-256'] } },
    'secret',
  ],
])('with %s nothing is added, and the input is named', async (_, wrong, field) => {
  expect(await add(wrong)).toMatchObject({ ok: false, failure: { kind: 'invalid', field } });
  expect(await listServers(ada, {})).toMatchObject({ value: { rows: [] } });
});

test('the key stays with its certificate, is asked for with another, and goes when nothing needs it', async () => {
  const id = await added();
  const edit = (version: number, more: object, secrets: object = {}) =>
    editServer(ada, { id, version, settings: { ...settings, ...more }, secret: null, ...secrets });
  expect(await edit(1, { name: 'Northern' })).toMatchObject({ ok: true });
  expect(await edit(2, { clientCertificate: other.certificate })).toMatchObject({ failure: { field: 'clientKey' } });
  expect(
    await testServer(ada, { id, settings: { ...settings, clientCertificate: other.certificate }, secret: null }),
  ).toMatchObject({ failure: { field: 'clientKey' } });
  expect(await edit(2, { clientCertificate: other.certificate }, { clientKey: other.key })).toMatchObject({ ok: true });
  expect(await edit(3, { mechanisms: ['SCRAM-SHA-256'], clientCertificate: '' }, { secret: 'x' })).toMatchObject({
    ok: true,
  });
  expect(await portal.db.prisma.managedServer.findMany()).toMatchObject([{ clientKey: null }]);
});
