import { describe, expect, test } from 'vitest';
import { failed, ok } from '../../domain/failure.ts';
import type { KeptServer } from '../../store/managed-servers.ts';
import type { ServerAddress } from '../../xmpp/port.ts';
import type { ClusterMember, XmppServer } from '../../xmpp/servers/port.ts';
import type { Portal } from '../context.ts';
import { fakeConnector, fakeServer } from '../testing/fake-connector.ts';
import { notLetIn, xmppCluster } from './xmpp-cluster.ts';

/** States of a server that a real one isn't in on demand. */
const kept = { id: 'x', name: 'North', domain: 'north.example', host: '192.0.2.1', port: 5222 } as KeptServer;
const running: ClusterMember = {
  ...{ node: 'ejabberd@a.example', state: 'running', self: true, version: '1', since: null, sessions: 1 },
  sees: ['ejabberd@a.example', 'ejabberd@b.example'],
};
const other: ClusterMember = { ...running, node: 'ejabberd@b.example', self: false };

function clusterOf(abilities: Partial<XmppServer>, state = fakeServer().state) {
  const connector = fakeConnector({
    ...fakeServer(),
    state,
    abilities: { make: async () => 'ejabberd', ...abilities },
  });
  const server = connector.adapt(connector.connect({} as ServerAddress), kept.domain);
  return xmppCluster({ xmpp: { connections: { at: () => ok(server) } } } as unknown as Pick<Portal, 'xmpp'>, kept);
}

describe('a managed server as a cluster', () => {
  test('is its nodes, each with the host that it is named after, and the answering one with the settings’ address', async () => {
    const cluster = await clusterOf({ cluster: async () => ok([running, other, { ...other, node: 'ej3@localhost' }]) });
    expect(cluster).toMatchObject({ id: 'server:x', what: 'ejabberd cluster', away: null });
    expect(cluster.members.map(({ address }) => address)).toEqual(['192.0.2.1', 'b.example', null]);
  });

  test('is one member where the server has no such question, and says so', async () => {
    const none = async () => failed({ kind: 'unavailable', why: 'It has no command for it.' });
    const cluster = await clusterOf({ cluster: none });
    expect(cluster.what).toBe('ejabberd, which tells of no other members');
    expect(cluster.members).toMatchObject([{ name: 'north.example', state: 'running', version: '1', sees: null }]);
  });

  test('has no members as long as the server is away, is being connected to, or doesn’t answer', async () => {
    const since = new Date(0);
    const away = await clusterOf({}, { is: 'away', since, why: 'Nothing listens there.', nextTryAt: null });
    expect(away).toMatchObject({ members: [], away: { why: 'Nothing listens there.' } });
    expect(await clusterOf({}, { is: 'connecting', since })).toMatchObject({
      members: [],
      away: { why: expect.stringMatching(/connecting/) },
    });
    const late = await clusterOf({ cluster: async () => failed({ kind: 'timeout', why: 'No answer.' }) });
    expect(late).toMatchObject({ members: [], away: { why: 'No answer.', todo: expect.stringMatching(/again/) } });
  });
});

test('a node that runs and counts as stopped is told after the time that one takes to start, and not while it only starts', () => {
  const at = (seconds: number, open: boolean) =>
    notLetIn(
      { id: 's' },
      [
        { node: 'ej1@a', state: 'running', open: true },
        { node: 'ej2@a', state: 'stopped', open },
      ],
      seconds * 1_000,
    );
  expect([at(0, true), at(59, true), at(60, false), at(61, true), at(120, true)]).toEqual([[], [], [], [], []]);
  expect(at(121, true)).toEqual([{ is: 'erlang', who: 'ej2@a', by: ['ej1@a'] }]);
});
