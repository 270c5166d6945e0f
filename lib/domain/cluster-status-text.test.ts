import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { disagreements } from './cluster.ts';
import {
  clusterOfTexts,
  longestStatusText,
  ownAddress,
  parseStatusText,
  refusals,
  type StatusText,
} from './cluster-status-text.ts';

const leader = `cb1> xmpp cluster status
State: LEADER
List of peers
192.0.2.11:5222 (Leader)
192.0.2.12:5222
192.0.2.13:5222
Last state change: 2026-Nov-21 12:30:05
Key file: cluster.key
`;
const read = (text: string) => parseStatusText(text) as StatusText;
const addresses = (text: string) => read(text).peers.map(({ address }) => address);

describe('xmpp cluster status of a Cisco Meeting Server', () => {
  test('state, peers, leader and the last change are read', () => {
    expect(read(leader)).toEqual({
      state: 'leader',
      stateWord: 'LEADER',
      peers: [
        { address: '192.0.2.11:5222', leader: true },
        { address: '192.0.2.12:5222', leader: false },
        { address: '192.0.2.13:5222', leader: false },
      ],
      since: new Date('2026-11-21T12:30:05Z'),
      refusal: null,
    });
    expect(ownAddress(read(leader))).toBe('192.0.2.11:5222');
  });

  test.each([
    'Authentication failure for call bridge cb1',
    'XMPP authentication failed: 192.0.2.12',
    'shared secret mismatch with 192.0.2.12:5222',
    'Invalid call bridge secret',
  ])('what it says of a secret that differs is found: %s', (line) => {
    const text = `${leader}${line}\n`;
    expect(read(text)).toEqual({ ...read(leader), refusal: line });
    const told = refusals([{ node: '192.0.2.11:5222', status: read(text) }]);
    expect(told).toEqual([{ is: 'told', who: '192.0.2.11:5222', told: line }]);
  });

  test.each(['Key file: secret.key', 'Authentication: enabled', 'Trust bundle: secrets.crt'])(
    'what only names a secret is no refusal: %s',
    (line) => {
      expect(read(`${leader}${line}\n`).refusal).toBeNull();
    },
  );

  test('a text that lost its line breaks says the same', () => {
    const flat =
      'cb1> xmpp cluster status State: LEADER List of peers 192.0.2.1:5222 192.0.2.1:5222 192.0.2.9:5222 (Leader)';
    expect(addresses(flat)).toEqual(['192.0.2.1:5222', '192.0.2.1:5222', '192.0.2.9:5222']);
    expect(read(leader.replaceAll('\n', ' '))).toEqual(read(leader));
    expect(read(leader.replaceAll('\n', '\r\n'))).toEqual(read(leader));
  });

  test('a follower doesn’t say which of the peers it is', () => {
    const follower = read('State: FOLLOWER\nList of peers\nxmpp1.example:5222 (Leader)\nXMPP2.example:5222');
    expect([follower.state, ownAddress(follower)]).toEqual(['follower', null]);
    expect(follower.peers[1]?.address).toBe('xmpp2.example:5222');
  });

  test('IPv6 addresses, a state that is neither, and no list at all', () => {
    expect(addresses('State: FOLLOWER List of peers [2001:db8::1]:5222 [2001:db8::2]:5222 (Leader)')).toHaveLength(2);
    expect(read('State: CANDIDATE')).toMatchObject({ state: 'other', stateWord: 'CANDIDATE', peers: [] });
  });

  test('the list ends where it ends, and ports above 65535 are none', () => {
    expect(addresses('State: LEADER List of peers 192.0.2.1:5222 Key 192.0.2.2:5222')).toEqual(['192.0.2.1:5222']);
    expect(addresses('State: LEADER List of peers 192.0.2.1:99999')).toEqual([]);
  });

  test('another text is no status, and neither is one without end', () => {
    expect(parseStatusText('xmpp status\nEnabled : true')).toBeNull();
    expect(parseStatusText('')).toBeNull();
    expect(parseStatusText(`State: LEADER ${' '.repeat(longestStatusText)}`)).toBeNull();
  });

  test('no text makes the reader throw', () => {
    const parts = fc.constantFrom(
      'State:',
      'LEADER',
      'List of peers',
      '192.0.2.1:5222',
      '(Leader)',
      '\n',
      '1:2:3',
      '[',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((all) => all.join(' ')),
        ),
        (text) => {
          parseStatusText(text);
        },
      ),
    );
  });
});

describe('the cluster that several texts tell of', () => {
  const list = (...marked: string[]) => `List of peers ${marked.join(' ')}`;
  const node = (name: string, state: string, ...peers: string[]) => ({
    node: name,
    status: read(`State: ${state} ${list(...peers)}`),
  });
  const [one, two, three] = ['192.0.2.1:5222', '192.0.2.2:5222', '192.0.2.3:5222'];
  const found = (...statuses: Parameters<typeof clusterOfTexts>[0]) => disagreements(clusterOfTexts(statuses));

  test('three nodes of one mind', () => {
    const peers = [`${one} (Leader)`, two, three];
    expect(
      found(node(one, 'LEADER', ...peers), node(two, 'FOLLOWER', ...peers), node(three, 'FOLLOWER', ...peers)),
    ).toEqual([]);
  });

  test('a node that is listed twice is a duplicate', () => {
    expect(found(node(one, 'LEADER', two, two, `${one} (Leader)`))).toEqual([
      { is: 'duplicate', about: two, by: [one] },
    ]);
  });

  test('two that each lead a cluster of their own', () => {
    const answer = found(node(one, 'LEADER', `${one} (Leader)`), node(two, 'LEADER', `${two} (Leader)`));
    expect(answer.map(({ is }) => is)).toEqual(['split', 'leaders']);
  });

  test('a node that is only listed is a member of which nothing is known', () => {
    const { members } = clusterOfTexts([node(one, 'LEADER', `${one} (Leader)`, two)]);
    expect(members.map(({ name, state, sees }) => [name, state, sees === null])).toEqual([
      [one, 'running', false],
      [two, 'unknown', true],
    ]);
  });
});
