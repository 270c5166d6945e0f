import { expect, test } from 'vitest';
import { readPasted } from './read-pasted.ts';

const leader = 'State: LEADER List of peers 192.0.2.1:5222 (Leader) 192.0.2.2:5222';
const follower = leader.replace('LEADER', 'FOLLOWER');
const read = (...nodes: [node: string, text: string][]) => readPasted(nodes.map(([node, text]) => ({ node, text })));

test('a leader names itself, a follower is named by hand', () => {
  const { statuses, problems } = read(['', leader], ['192.0.2.2:5222', follower], ['', '']);
  expect(statuses.map(({ node }) => node)).toEqual(['192.0.2.1:5222', '192.0.2.2:5222']);
  expect(problems.map(({ text, node }) => text ?? node)).toEqual([undefined, undefined, undefined]);
});

test('a follower without an address, a text that is something else, and a node that is there twice are each told', () => {
  const { statuses, problems } = read(['', follower], ['', 'xmpp status'], ['', leader], ['192.0.2.1:5222', follower]);
  expect(statuses).toHaveLength(1);
  expect(problems.map(({ text, node }) => Boolean(text ?? node))).toEqual([true, true, false, true]);
});
