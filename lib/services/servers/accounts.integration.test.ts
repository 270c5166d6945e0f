import pino from 'pino';
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { serverOf, signIn } from '#lab/xmpp/for-tests.ts';
import { listAudit } from '../../store/audit-list.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import type { Context } from '../context.ts';
import { managedLabServers } from '../testing/lab-servers.ts';
import { asAccount, filledCatalog, testPortal } from '../testing/portal.ts';
import { value } from '../testing/signed-in.ts';
import { endServerSessions } from './end-server-sessions.ts';
import { listServerSessions } from './list-sessions.ts';
import { setAccountPassword } from './set-account-password.ts';
import { viewAccount } from './view-account.ts';

/** Sessions and accounts on the lab's ejabberd and Prosody, with people who are really online. */
const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
const { people } = inject('lab').xmppAccounts;
const ids = managedLabServers(portal, inject('xmpp'));
let ada: Context;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  await filledCatalog(portal);
});

const both = ['north', 'south'] as const;
const jidsAt = (name: string) => people.jids.filter((jid) => jid.endsWith(`@${name}.example`));

async function online(jid: string) {
  const session = await signIn(jid, people.password);
  onTestFinished(() => session.close());
  session.send('<presence><status>At the desk</status></presence>');
  await session.next(({ name, attributes }) => name === 'presence' && attributes.from === session.jid);
  return session;
}

describe.each(both)('on %s', (name) => {
  test('somebody who signs in stands among the sessions, with their name from the directory', async () => {
    const [jid = ''] = jidsAt(name);
    const session = await online(jid);
    const found = value(await listServerSessions(ada, { id: ids[name], text: session.jid }));
    expect(found).toMatchObject({ total: 1, partial: null, next: null });
    expect(found.rows[0]).toMatchObject({
      jid: session.jid,
      account: jid,
      own: false,
      show: 'available',
      person: { id: expect.any(String), name: expect.any(String) },
    });
    expect(found.rows[0]?.tls).toMatch(/^TLSv1\.[23]$/);
    expect(Date.parse(found.rows[0]?.since ?? '')).toBeLessThanOrEqual(Date.now() + 2_000);
  });

  test('an operator sees the session, and nothing of who it is', async () => {
    const session = await online(jidsAt(name)[0] ?? '');
    const otto = await asAccount(portal, 'otto');
    const found = value(await listServerSessions(otto, { id: ids[name], text: session.jid }));
    expect(found.rows[0]).toMatchObject({ jid: session.jid, person: null });
    expect(await viewAccount(otto, { id: ids[name], jid: jidsAt(name)[0] })).toMatchObject({
      failure: { kind: 'not-found' },
    });
    expect(await endServerSessions(otto, { id: ids[name], jids: [session.jid] })).toMatchObject({
      ok: false,
      failure: { kind: 'refused' },
    });
  });

  test('pages go on behind the last JID and leave out nobody', async () => {
    for (const jid of jidsAt(name).slice(0, 2)) await online(jid);
    const whole = value(await listServerSessions(ada, { id: ids[name], pageSize: 200 }));
    const first = value(await listServerSessions(ada, { id: ids[name], pageSize: 1 }));
    expect(first).toMatchObject({ total: whole.total, next: first.rows[0]?.jid });
    const second = value(await listServerSessions(ada, { id: ids[name], pageSize: 1, page: 2, after: first.next }));
    const again = value(await listServerSessions(ada, { id: ids[name], pageSize: 1, page: 2 }));
    expect([first.rows[0]?.jid, second.rows[0]?.jid]).toEqual(whole.rows.slice(0, 2).map(({ jid }) => jid));
    expect(again.rows).toEqual(second.rows);
  });

  test('away is not active', async () => {
    const session = await online(jidsAt(name)[0] ?? '');
    const active = async () =>
      value(await listServerSessions(ada, { id: ids[name], text: session.jid, active: true })).total;
    expect(await active()).toBe(1);
    session.send('<presence><show>away</show></presence>');
    await expect.poll(active).toBe(0);
  });

  test('a session is ended, is seen gone, and stands in the audit log', async () => {
    const session = await online(jidsAt(name)[0] ?? '');
    const ended = value(
      await endServerSessions(ada, { id: ids[name], jids: [session.jid], reason: 'Moving the desk' }),
    );
    expect(ended).toMatchObject({ ended: 1, seen: true, asked: 1 });
    await session.ended;
    const { rows } = await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 });
    expect(rows[0]).toMatchObject({
      action: 'servers.end-sessions',
      outcome: 'succeeded',
      targetId: ids[name],
      before: { sessions: [session.jid] },
      reason: 'Moving the desk',
    });
  });

  test('neither the portal’s own session nor one of another domain is ended, and nothing is on the record', async () => {
    const before = await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 });
    const own = serverOf(`x@${name}.example`).admin.jid;
    const elsewhere = `somebody@${name === 'north' ? 'south' : 'north'}.example`;
    for (const jid of [own, elsewhere])
      expect(await endServerSessions(ada, { id: ids[name], jids: [jid] })).toMatchObject({
        failure: { kind: 'invalid', field: 'jids' },
      });
    expect((await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 })).total).toBe(before.total);
  });

  test('a look-up tells of a real person who they are, when they were here and what there is of them', async () => {
    const [jid = ''] = jidsAt(name);
    const session = await online(jid);
    const account = value(await viewAccount(ada, { id: ids[name], jid }));
    expect(account).toMatchObject({
      jid,
      inDirectory: true,
      person: { name: expect.any(String) },
      lastActivity: { value: { online: true } },
      statistics: { value: { rosterSize: expect.any(Number) } },
      sessions: { value: [{ jid: session.jid, show: 'available' }] },
      roster: { value: { items: expect.any(Array) } },
    });
    expect(account.statistics).toMatchObject({ value: { onlineResources: expect.arrayContaining(['test']) } });
    expect('value' in account.config && account.config.value.length).toBeGreaterThan(0);
  });

  test('a domain that the server doesn’t serve is not looked up there', async () => {
    expect(await viewAccount(ada, { id: ids[name], jid: 'somebody@elsewhere.example' })).toMatchObject({
      failure: { kind: 'invalid', field: 'jid' },
    });
  });

  test('the password of somebody in the directory is not changed on the server', async () => {
    const [jid = ''] = jidsAt(name);
    expect(await setAccountPassword(ada, { id: ids[name], jid, password: 'something long enough' })).toMatchObject({
      failure: { kind: 'refused', why: expect.stringContaining('directory') },
    });
    await online(jid);
  });
});
