import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failed, ok } from '../../domain/failure.ts';
import { listAudit } from '../../store/audit-list.ts';
import type { ClusterMember, S2sSession, XmppServer } from '../../xmpp/servers/port.ts';
import { entryHistory } from '../audit/entry-history.ts';
import type { Context } from '../context.ts';
import { fakeConnector, fakeServer } from '../testing/fake-connector.ts';
import { asAccount, filledCatalog, testPortal } from '../testing/portal.ts';
import { kindOf, value } from '../testing/signed-in.ts';
import { addServer } from './add-server.ts';
import { restartNode } from './restart-node.ts';
import { serverAbilities } from './server-abilities.ts';
import { serverCluster } from './server-cluster.ts';
import { exportFederation, serverFederation } from './server-federation.ts';
import { serverGlance } from './server-glance.ts';
import { serverHosts } from './server-hosts.ts';
import { exportRoutes, serverRoutes } from './server-routes.ts';
import { shutdownNode } from './shutdown-node.ts';

/** What a server's page shows when the server is away, can't, or loses its voice: none of it happens on demand on a real one. */
const played = fakeServer();
const portal = testPortal({}, fakeConnector(played));
let ada: Context;
let otto: Context;
let id: string;

const one: ClusterMember = {
  node: 'one@here',
  state: 'running',
  self: true,
  version: '1',
  since: new Date(0),
  sessions: 3,
  sees: ['one@here', 'two@here'],
};
const two: ClusterMember = { ...one, node: 'two@here', self: false, sees: ['two@here'] };
const stopped: ClusterMember = { ...one, node: 'three@here', state: 'stopped', self: false, sees: null };
const session: S2sSession = {
  direction: 'in',
  local: 'north.example',
  remote: '=cmd.example',
  state: 'open',
  since: new Date(0),
  node: null,
  address: null,
  port: null,
  tls: 'TLSv1.3',
  cipher: null,
  authentication: 'certificate',
  certificateSubject: null,
  certificateExpires: null,
  bidi: null,
  stanzasIn: 2n ** 63n,
  stanzasOut: null,
};
const able = { can: true as const, by: 'a test' };

/** What the server can; the rest is as the null provider has it. */
function plays(some: Partial<XmppServer> & { able?: readonly ('restart' | 'shutdown')[] }): void {
  const { able: names = [], ...server } = some;
  played.abilities = {
    ...server,
    abilities: async () => {
      const none = await portal.xmpp.connections.none('x').abilities();
      return { ...none, ...Object.fromEntries(names.map((name) => [name, able])) };
    },
  };
}

beforeAll(async () => {
  [ada, otto] = [await asAccount(portal, 'ada'), await asAccount(portal, 'otto')];
  await filledCatalog(portal);
});
beforeEach(async () => {
  Object.assign(played, fakeServer());
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
  id = value(await addServer(ada, { settings, secret: 'a password' })).id;
});
afterEach(async () => void (await portal.db.prisma.managedServer.deleteMany()));

const reads = {
  serverAbilities,
  serverGlance,
  serverHosts,
  serverCluster,
  serverFederation,
  serverRoutes,
  exportFederation,
  exportRoutes,
};
const changes = { restartNode, shutdownNode };
const records = async () =>
  (await listAudit(portal.db, { realmKeys: null, targetId: id }, { offset: 0, limit: 20 })).rows;

describe('who may', () => {
  test('an operator reads every part of the page, and restarts and shuts down nothing', async () => {
    const asked: string[] = [];
    const counts = async (node: string) => {
      asked.push(node);
      return ok({ seen: true as const, by: '' });
    };
    plays({
      able: ['restart', 'shutdown'],
      cluster: async () => ok([one]),
      routes: async () => ok([]),
      s2sSessions: async () => ok([]),
      hosts: async () => ok([]),
      restart: counts,
      shutdown: counts,
    });
    for (const [name, read] of Object.entries(reads))
      expect([name, kindOf(await read(otto, { id }))]).toEqual([name, 'ok']);
    for (const change of Object.values(changes))
      expect(kindOf(await change(otto, { id, node: 'one@here', confirm: 'one@here' }))).toBe('refused');
    expect(asked).toEqual([]);
    expect(kindOf(await entryHistory(otto, { id }))).toBe('not-found');
  });

  test.each(['rex', 'hana', 'uma', 'aud'])('%s does not learn that there is such a server', async (uid) => {
    const context = await asAccount(portal, uid);
    plays({ able: ['restart', 'shutdown'], cluster: async () => ok([one]) });
    for (const read of Object.values(reads)) expect(kindOf(await read(context, { id }))).toBe('not-found');
    for (const change of Object.values(changes))
      expect(kindOf(await change(context, { id, node: 'one@here', confirm: 'one@here' }))).toBe('not-found');
  });
});

describe('a server that is away', () => {
  test('is not asked, and says why', async () => {
    played.state = { is: 'away', since: new Date(), why: 'The connection was refused.', nextTryAt: null };
    plays({ able: ['restart'], cluster: () => Promise.reject(new Error('it was asked')) });
    const why = { ok: false, failure: { kind: 'unavailable', why: 'It is away: The connection was refused.' } };
    for (const read of Object.values(reads)) expect(await read(ada, { id })).toMatchObject(why);
    expect(await restartNode(ada, { id, node: 'one@here', confirm: 'one@here' })).toMatchObject(why);
  });
});

describe('what a server can’t', () => {
  test('is said with the reason and what helps, and takes nothing else with it', async () => {
    plays({ s2sSessions: async () => ok([session, { ...session, direction: 'out' }]) });
    const glance = value(await serverGlance(ada, { id }));
    expect(glance).toMatchObject({
      sessions: { why: expect.stringContaining('No managed XMPP server') },
      federation: { value: { in: 1, out: 1 } },
      cluster: { todo: expect.stringContaining('Servers') },
    });
    const { abilities } = value(await serverAbilities(ada, { id }));
    expect(abilities.every(({ can, words }) => !can && words.length > 5)).toBe(true);
    expect(value(await serverFederation(ada, { id })).counted).toMatchObject({ why: expect.any(String) });
    expect(kindOf(await serverRoutes(ada, { id }))).toBe('unavailable');
  });

  test('people of a host are counted in the directory, beside what the server counts or why it doesn’t', async () => {
    plays({
      hosts: async () =>
        ok([
          { host: 'north.example', kind: 'users', name: '' },
          { host: 'rooms.north.example', kind: 'rooms', name: 'Rooms' },
        ]),
      onlineCount: async () => ok(7),
      registeredCount: async () => failed({ kind: 'unavailable', why: 'LDAP can’t count.' }),
    });
    const [people, rooms] = value(await serverHosts(ada, { id })).rows;
    expect(people).toMatchObject({ online: { value: 7 }, registered: { why: 'LDAP can’t count.' } });
    expect(people?.inDirectory).toBeGreaterThan(10);
    expect(rooms).toMatchObject({ online: null, registered: null, inDirectory: null });
  });
});

describe('lists', () => {
  test('carry 64 bits and times through JSON', async () => {
    plays({ s2sSessions: async () => ok([session]) });
    const federation = value(await serverFederation(ada, { id }));
    expect(JSON.parse(JSON.stringify(federation))).toEqual(federation);
    expect(federation).toMatchObject({
      rows: [{ stanzasIn: '9223372036854775808', since: '1970-01-01T00:00:00.000Z' }],
      statistics: { in: 1, out: 0, stanzasIn: '9223372036854775808', stanzasOut: null },
    });
  });

  test('are exported as they are filtered, without formulas', async () => {
    plays({ s2sSessions: async () => ok([session, { ...session, remote: 'other.example' }]) });
    const { csv, filename } = value(await exportFederation(ada, { id, q: 'CMD in' }));
    expect(csv).toContain("'=cmd.example");
    expect(csv).not.toContain('other.example');
    expect(filename).toMatch(/^north-federation-[\d-]+\.csv$/);
  });

  test('of a cluster name between whom the views differ', async () => {
    plays({ cluster: async () => ok([one, two, stopped]) });
    expect(value(await serverCluster(ada, { id })).disagreements).toEqual([
      { about: 'one@here', state: 'running', countedBy: [], missedBy: ['two@here'] },
    ]);
  });
});

describe('restarting and shutting down a node', () => {
  const told: string[] = [];
  const does = async (node: string, notice: string) => {
    told.push(`${node}: ${notice}`);
    return ok({ seen: true as const, by: 'cluster' });
  };
  beforeEach(() => {
    told.length = 0;
    plays({
      able: ['restart', 'shutdown'],
      cluster: async () => ok([one, two, stopped]),
      restart: does,
      shutdown: does,
    });
  });

  test.each(Object.entries(changes))(
    '%s names the node, is on the record, and stands in the server’s history',
    async (name, change) => {
      const done = value(
        await change(ada, { id, node: 'two@here', confirm: 'two@here', notice: ' Back in a minute. ' }),
      );
      expect(done).toMatchObject({ node: 'two@here', seen: true });
      expect(told).toEqual(['two@here: Back in a minute.']);
      const history = value(await entryHistory(ada, { id })).rows;
      expect(history[0]).toMatchObject({
        action: `servers.${name === 'restartNode' ? 'restart' : 'shutdown'}`,
        target: 'two@here on North',
        outcome: 'succeeded',
        before: { state: ['running'], sessions: ['3'] },
        after: { notice: ['Back in a minute.'] },
      });
    },
  );

  test('does nothing without the name, for a node that is not there, or one that has stopped', async () => {
    const before = (await records()).length;
    const tries: [node: string, confirm: string, kind: string][] = [
      ['two@here', 'two', 'invalid'],
      ['four@here', 'four@here', 'conflict'],
      ['three@here', 'three@here', 'conflict'],
    ];
    for (const [node, confirm, kind] of tries)
      for (const change of Object.values(changes)) expect(kindOf(await change(ada, { id, node, confirm }))).toBe(kind);
    expect(told).toEqual([]);
    expect(await records()).toHaveLength(before);
  });

  test('is refused with the server’s own reason where it can’t', async () => {
    plays({ able: ['shutdown'], cluster: async () => ok([one]), restart: does });
    expect(await restartNode(ada, { id, node: 'one@here', confirm: 'one@here' })).toMatchObject({
      failure: { kind: 'unavailable', why: expect.stringContaining('No managed XMPP server') },
    });
    expect(told).toEqual([]);
  });

  test('that gets no answer is on the record as unknown, and says that it may have happened', async () => {
    const lost = async () => failed({ kind: 'timeout', why: 'No answer came.', uncertain: true });
    plays({ able: ['restart'], cluster: async () => ok([one]), restart: lost });
    expect(await restartNode(ada, { id, node: 'one@here', confirm: 'one@here' })).toMatchObject({
      failure: { uncertain: true },
    });
    expect((await records())[0]).toMatchObject({ action: 'servers.restart', outcome: 'unknown' });
  });
});
