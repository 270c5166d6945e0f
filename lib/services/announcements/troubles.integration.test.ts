import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failed, ok } from '../../domain/failure.ts';
import { listAudit } from '../../store/audit-list.ts';
import { type Abilities, abilityNames, type XmppServer } from '../../xmpp/servers/port.ts';
import type { Context } from '../context.ts';
import { addServer } from '../servers/add-server.ts';
import { fakeConnector, fakeServer } from '../testing/fake-connector.ts';
import { asAccount, filledCatalog, testPortal } from '../testing/portal.ts';
import { value } from '../testing/signed-in.ts';
import { listAnnouncements, stopAnnouncement } from './list-announcements.ts';
import { sendAnnouncement } from './send-announcement.ts';

/** A server that hangs, breaks off or refuses in the middle: real ones can't be made to on demand. */
const server = fakeServer();
const portal = testPortal({}, fakeConnector(server));
const domains = ['north.example', 'north.example.net', 'field.example'];
let ada: Context;
let id: string;

const all = Object.fromEntries(abilityNames.map((name) => [name, { can: true, by: 'a fake' }])) as Abilities;
const base: Partial<XmppServer> = {
  abilities: async () => all,
  hosts: async () => ok(domains.map((host) => ({ host, kind: 'users' as const, name: '' }))),
  onlineCount: async () => ok(1),
  sessionsOf: async (jids) => ok(new Map(jids.map((jid) => [jid, []]))),
};

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  await filledCatalog(portal);
  Object.assign(server.abilities, base);
  const settings = {
    name: 'A fake',
    domain: 'north.example',
    host: '127.0.0.1',
    port: 1,
    tls: 'starttls',
    ca: '',
    jid: 'admin@north.example',
    mechanisms: ['SCRAM-SHA-256'],
  };
  id = value(await addServer(ada, { settings, secret: 'not looked at' })).id;
});
afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));

/** What the server does from now on, on a connection of its own. */
function does(abilities: Partial<XmppServer>): void {
  Object.assign(server.abilities, abilities);
  portal.xmpp.connections.leave(id);
}

const toServer = { is: 'server', host: null, who: 'online' };
const words = { subject: '', body: 'The yard is closed.' };
const begin = async (to: object, token = crypto.randomUUID()) =>
  sendAnnouncement(ada, { to: { ...to, ...('realm' in to ? {} : { server: id }) }, ...words, token });
const newest = async () => value(await listAnnouncements(ada, {})).rows[0];
async function ended() {
  await expect.poll(async () => (await newest())?.endedAt ?? null).not.toBeNull();
  return newest();
}
const lastRecord = async () => (await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 })).rows[0];

async function toNorth(): Promise<object> {
  const dn = portal.tree.realmsBase.child('ou', 'north');
  const realm = value(await portal.directory.asService().read(dn, ['entryUUID']))?.id ?? '';
  return { is: 'realm', realm, who: 'everybody' };
}

describe('in the middle of an announcement', () => {
  test('somebody stops it: who has it keeps it, the others don’t get it, and the record says so', async () => {
    const gate = Promise.withResolvers<void>();
    const told: string[] = [];
    does({
      announceOnline: async (host) => {
        told.push(host);
        await gate.promise;
        return ok({ seen: false, why: 'It only said so.' });
      },
    });
    const job = value(await begin(toServer));
    await expect.poll(() => told).toHaveLength(1);
    expect(await begin(toServer)).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await lastRecord()).toMatchObject({ action: 'announcements.send', outcome: 'pending' });
    const rex = await asAccount(portal, 'rex');
    expect(await stopAnnouncement(rex, { id: job.id })).toMatchObject({ failure: { kind: 'not-found' } });
    value(await stopAnnouncement(ada, { id: job.id }));
    gate.resolve();
    expect(await ended()).toMatchObject({ sent: 1, total: 3, stopped: true });
    expect(told).toHaveLength(1);
    expect(await lastRecord()).toMatchObject({ outcome: 'failed', after: { sent: ['1 domain'] } });
  });

  test('no answer comes: it isn’t sent again, and that they may have it is said and recorded', async () => {
    let asked = 0;
    does({
      announceTo: async () => {
        asked += 1;
        return failed({ kind: 'timeout', why: 'No answer came.', uncertain: true });
      },
    });
    value(await begin(await toNorth()));
    const job = await ended();
    expect(job).toMatchObject({ sent: 0, stopped: false });
    expect(job?.unsure).toBeGreaterThan(10);
    expect(job?.problems[0]?.text).toContain('It may have been sent.');
    expect(asked).toBe(1);
    expect(await lastRecord()).toMatchObject({ outcome: 'unknown' });
  });

  test('the server takes it for some only: how many have it and how many don’t is told apart', async () => {
    does({
      announceTo: async (jids) => ok({ sent: jids.length - 2, failed: 2, seen: false, why: 'It only said so.' }),
    });
    value(await begin(await toNorth()));
    const job = await ended();
    expect(job).toMatchObject({ failed: 2, failure: '2 people could not be told.' });
    expect((job?.sent ?? 0) + 2).toBe(job?.total);
    expect(await lastRecord()).toMatchObject({ outcome: 'failed', after: { failed: ['2 people'] } });
  });

  test('nobody is told twice, and at most 500 in one request', async () => {
    const chunks: string[][] = [];
    does({
      announceTo: async (jids) => {
        chunks.push([...jids]);
        return ok({ sent: jids.length, failed: 0, seen: false, why: 'It only said so.' });
      },
    });
    value(await begin(await toNorth()));
    await ended();
    const everybody = chunks.flat();
    expect(new Set(everybody).size).toBe(everybody.length);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(500);
    expect(everybody.every((jid) => domains.includes(jid.split('@')[1] ?? ''))).toBe(true);
  });
});
