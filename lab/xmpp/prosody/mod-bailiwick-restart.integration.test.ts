import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { adminNamespace, bailiwickNamespace, type Fields, listedCommands, runCommand } from '../ad-hoc.ts';
import { type Addresses, chooseAddresses, standardPorts } from '../addresses.ts';
import { makeServerCertificate } from '../certificates.ts';
import type { ServerProcess } from '../child.ts';
import { Session } from '../session.ts';
import { find } from '../xml.ts';
import type { ProsodySettings } from './config.ts';
import { column, here, rooms } from './for-tests.ts';
import { pluginFolder, startProsody } from './server.ts';

/** A Prosody of these tests' own, beside the lab's: it is stopped and killed here. */
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-prosody-'));
const { directory, xmppAccounts, accounts } = inject('lab');
const admin = xmppAccounts.admins.south;
const [hana, otto] = [`hana@${here}`, `otto@${here}`] as const;
let addresses: Addresses;
let prosody: ServerProcess;

beforeAll(async () => {
  expect(inject('xmpp').servers).toHaveLength(2);
  addresses = await chooseAddresses(new URL(directory.ldapUrl).hostname, null);
  prosody = await start();
});
afterAll(async () => {
  await prosody.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(own: Partial<ProsodySettings> = {}): Promise<ServerProcess> {
  const caKeyFile = directory.caFile.replace(/\.crt$/, '.key');
  const certificate = makeServerCertificate(join(folder, 'tls'), [here], { caFile: directory.caFile, caKeyFile });
  return startProsody({
    ...certificate,
    ...{ folder: join(folder, 'prosody'), host: addresses.prosody, ports: standardPorts, pluginFolder },
    ...{ domain: here, roomsHost: rooms, adminJid: admin.jid, caFile: directory.caFile, adminSocket: null, routes: {} },
    directory: { ldapUrl: directory.ldapUrl, baseDn: directory.baseDn, ...xmppAccounts.directory },
    ...own,
  });
}

function signIn(jid: string): Promise<Session> {
  const password = jid === admin.jid ? admin.password : (accounts[0]?.password as string);
  const ca = readFileSync(directory.caFile, 'utf8');
  return Session.open({ jid, password, host: addresses.prosody, port: standardPorts.direct, ca, resource: 'test' });
}

async function asked(node: string, fields: Fields = {}) {
  const portal = await signIn(admin.jid);
  const answer = await runCommand(portal, here, node, fields);
  await portal.close();
  return answer;
}

async function available(jid: string): Promise<Session> {
  const session = await signIn(jid);
  session.send('<presence/>');
  return session;
}

test('a restart keeps the message of the day, who has had it, when people were here, and rooms on disk', async () => {
  const before = await available(hana);
  await asked(`${adminNamespace}set-motd`, { motd: 'Fish' });
  await before.next((stanza) => find(stanza, 'body')?.text === 'Fish');
  before.send(`<presence to="den@${rooms}/hana"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
  await before.next(({ name, attributes }) => name === 'presence' && attributes.from === `den@${rooms}/hana`);
  await prosody.stop();
  prosody = await start();

  const [row] = (await asked('last-activity', { accounts: hana })).rows;
  expect(row).toMatchObject({ online: ['0'], at: [expect.stringMatching(/Z$/)] });
  const otherPerson = await available(otto);
  await otherPerson.next((stanza) => find(stanza, 'body')?.text === 'Fish');
  await otherPerson.close();
  const again = await available(hana);
  again.say(again.jid, 'to myself');
  const first = await again.next((stanza) => stanza.name === 'message' && find(stanza, 'body') !== undefined);
  expect(find(first, 'body')?.text).toBe('to myself');
  await again.close();

  const { rows } = await asked('replace-affiliate', { old: hana, new: otto });
  expect(rows).toEqual([{ room: [`den@${rooms}`], affiliation: ['owner'], changed: ['1'] }]);
});

test('a server that is killed knows afterwards when people signed in', async () => {
  await available(otto);
  const killed = prosody.ended;
  process.kill(prosody.pid, 'SIGKILL');
  await killed;
  prosody = await start();
  const [row] = (await asked('last-activity', { accounts: otto })).rows;
  expect(row).toMatchObject({ online: ['0'], at: [expect.stringMatching(/Z$/)] });
});

test('a session that waits to be resumed is seen, and ended like any other', async () => {
  const lost = await signIn(hana);
  lost.send('<presence/><enable xmlns="urn:xmpp:sm:3" resume="true"/>');
  await lost.next(({ name }) => name === 'enabled');
  cutOff(lost);
  const rowsOf = async () => (await asked('sessions', { accounts: hana })).rows;
  await expect.poll(async () => (await rowsOf())[0]?.port).toBeUndefined();
  expect(await rowsOf()).toHaveLength(1);
  expect(column(await asked('end-sessions', { accounts: hana }), 'ended')).toEqual(['1']);
  expect(await rowsOf()).toEqual([]);
});

/** As when a cable is pulled: no end of the stream is said. */
function cutOff(session: Session): void {
  (session as unknown as { stream: { socket: { destroy(): void } } }).stream.socket.destroy();
}

test('what can’t be read is told of, hides nothing else, and isn’t overwritten', async () => {
  const file = join(folder, 'prosody/data/south%2eexample/roster/aud.dat');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'return { this is no roster');
  const account = `aud@${here}`;
  const [row, ...others] = (await asked('stores', { account })).rows;
  expect(row).toMatchObject({ store: ['roster'], movable: ['0'], why: [expect.stringContaining('can’t be read')] });
  expect(others.every(({ movable }) => movable?.[0] === '1')).toBe(true);
  expect((await asked('roster', { account })).status).toBe('internal-server-error');
  const change = { accounts: account, old: 'ada@north.example', new: 'uma@north.example' };
  expect((await asked('replace-contact', change)).rows).toEqual([
    { jid: [account], changed: ['0'], why: [expect.stringContaining('can’t be read')] },
  ]);
  expect((await asked('copy-store', { from: otto, to: account, store: 'roster' })).status).toBe(
    'internal-server-error',
  );
  expect(readFileSync(file, 'utf8')).toBe('return { this is no roster');
});

test('the administrator’s own rooms are told of as what can’t be changed, and nothing is hidden', async () => {
  const portal = await signIn(admin.jid);
  portal.send(`<presence to="office@${rooms}/portal"><x xmlns="http://jabber.org/protocol/muc"/></presence>`);
  await portal.next(({ name, attributes }) => name === 'presence' && attributes.from === `office@${rooms}/portal`);
  const answer = await runCommand(portal, here, 'replace-affiliate', { old: admin.jid, new: hana });
  expect(column(answer, 'affiliation')).toEqual(['owner']);
  expect(answer.rows[0]?.why?.[0]).toMatch(/^the room said no: not-acceptable/);
  await portal.close();
});

test('the module can be loaded again while people are online: nothing is lost, and nothing counts twice', async () => {
  const [one, other] = [await available(hana), await available(otto)];
  const talk = async (body: string) => {
    one.say(otto, body);
    await other.next((stanza) => find(stanza, 'body')?.text === body);
  };
  const messages = async () => {
    const { rows, fields } = await asked('counters');
    const row = rows.find((each) => `${each.scope} ${each.direction} ${each.kind}` === 'c2s in message');
    return { count: Number(row?.count?.[0]), since: fields.since };
  };
  const octets = async () => {
    const { rows } = await asked('counters');
    const [row] = rows.filter(({ scope, direction, kind }) => `${scope} ${direction} ${kind}` === 'c2s in octets');
    return Number(row?.count?.[0]);
  };
  await talk('before');
  const [before, octetsBefore] = [await messages(), await octets()];
  for (const _ of ['once', 'again']) {
    const reload = 'http://prosody.im/protocol/modules#global-reload';
    expect((await asked(reload, { FORM_TYPE: reload, module: 'bailiwick' })).status).toBe('completed');
  }
  await talk('after');
  expect(await messages()).toEqual({ count: before.count + 1, since: before.since });
  expect(await octets()).toBeGreaterThan(octetsBefore);
  const [row] = (await asked('sessions', { accounts: hana })).rows;
  expect(row).toMatchObject({ mechanism: ['PLAIN'], tls: ['TLSv1.3'] });
  await asked(`${adminNamespace}set-motd`, { motd: 'Reloaded' });
  await one.next((stanza) => find(stanza, 'body')?.text === 'Reloaded');
  await Promise.all([one.close(), other.close()]);
  const portal = await signIn(admin.jid);
  const listed = (await listedCommands(portal, here)).filter((node) => node.startsWith(bailiwickNamespace));
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed).toHaveLength(16);
  await portal.close();
});

test('an administrator of one domain, and not of the server, is neither shown nor given any of it', async () => {
  await prosody.stop();
  prosody = await start({ domainAdmins: [hana] });
  const session = await signIn(hana);
  const listed = await listedCommands(session, here);
  expect(listed).toContain(`${adminNamespace}user-stats`);
  expect(listed.filter((node) => node.startsWith(bailiwickNamespace))).toEqual([]);
  expect(listed).not.toContain(`${adminNamespace}set-motd`);
  for (const node of ['sessions', 'cluster', `${adminNamespace}set-motd`])
    expect((await runCommand(session, here, node)).status).toBe('forbidden');
  await session.close();
});

/** What differs where Prosody keeps accounts itself, and messages elsewhere than in files. */
test('accounts that Prosody keeps itself are counted, and archives of another storage are copied as well', async () => {
  await prosody.stop();
  const file = (jid: string) => join(folder, `prosody/data/south%2eexample/accounts/${accountFile(jid)}`);
  mkdirSync(dirname(file(hana)), { recursive: true });
  const passwords = { [admin.jid]: admin.password, [hana]: accounts[0]?.password, [otto]: accounts[0]?.password };
  for (const [jid, password] of Object.entries(passwords))
    writeFileSync(file(jid), `return { ["password"] = "${password}"; };`);
  prosody = await start({ directory: null, storage: { archive: 'memory', offline: 'memory' } });

  expect((await asked(`${adminNamespace}get-registered-users-num`)).fields.registeredusersnum).toEqual(['3']);
  const [one, other] = [await available(hana), await available(otto)];
  for (const body of ['one', 'two', 'three']) one.say(otto, body);
  await other.next((stanza) => find(stanza, 'body')?.text === 'three');
  await other.close();
  const copied = { from: hana, to: otto, store: 'archive' };
  for (const _ of ['once', 'again'])
    expect((await asked('copy-store', copied)).fields.copied).toEqual([expect.stringMatching(/^[36]$/)]);
  one.say(otto, 'waits');
  await expect.poll(async () => await offlineOf(otto)).toBe('1');
  for (const _ of ['once', 'again'])
    expect((await asked('copy-store', { from: otto, to: hana, store: 'offline' })).fields.copied).toEqual(['1']);
});

const accountFile = (jid: string) =>
  `${jid.split('@')[0]?.replace(/[^a-z0-9]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}.dat`;

async function offlineOf(account: string): Promise<string | undefined> {
  const { rows } = await asked('stores', { account });
  return rows.find(({ store }) => store?.[0] === 'offline')?.items?.[0];
}
