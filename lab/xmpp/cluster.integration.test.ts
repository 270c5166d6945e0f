import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, inject, test } from 'vitest';
import type { XmppNodeFacts } from './facts.ts';
import { serverOf, signIn } from './for-tests.ts';
import { find } from './xml.ts';

const password = () => inject('lab').accounts[0]?.password as string;
const north = serverOf('uma@north.example');
const [first, second] = north.nodes as [XmppNodeFacts, XmppNodeFacts];

async function members(node: XmppNodeFacts): Promise<string[]> {
  const authorization = `Basic ${Buffer.from(`${north.admin.jid}:${north.admin.password}`).toString('base64')}`;
  const answer = await fetch(`${node.httpApi}/list_cluster`, {
    method: 'POST',
    body: '{}',
    headers: { authorization },
    signal: AbortSignal.timeout(5000),
  });
  return ((await answer.json()) as string[]).sort();
}

async function untilMembers(node: XmppNodeFacts, wanted: string[]): Promise<void> {
  for (let waited = 0; waited < 25_000; waited += 100) {
    const found = await members(node).catch(() => []);
    if (JSON.stringify(found) === JSON.stringify(wanted)) return;
    await sleep(100);
  }
  throw new Error(`${node.name} knows of ${await members(node)}`);
}

/** Whatever became of a test: the next file finds both nodes. */
afterAll(async () => {
  for (const node of [first, second]) await untilMembers(node, [first.name, second.name]);
});

test('two nodes are one cluster', async () => {
  expect(await members(first)).toEqual([first.name, second.name]);
  expect(await members(second)).toEqual([first.name, second.name]);
});

test('people on different nodes talk to each other', async () => {
  const uma = await signIn('uma@north.example', password(), first);
  const fay = await signIn('fay@field.example', password(), second);
  for (const session of [uma, fay]) session.send('<presence/>');
  uma.say(fay.jid, 'From node to node');
  await fay.next((stanza) => find(stanza, 'body')?.text === 'From node to node');
  await Promise.all([uma.close(), fay.close()]);
});

test.each([
  ['second', second, first],
  ['first', first, second],
] as const)('when the %s node is killed, the other goes on serving, and it comes back', async (_, killed, left) => {
  const uma = await signIn('uma@north.example', password(), left);
  uma.send('<presence/>');
  process.kill(Number(readFileSync(killed.pidFile, 'utf8')), 'SIGKILL');
  await untilMembers(left, [left.name]);
  const fay = await signIn('fay@field.example', password(), left);
  fay.send('<presence/>');
  fay.say(uma.jid, 'Still here');
  await uma.next((stanza) => find(stanza, 'body')?.text === 'Still here');
  await untilMembers(left, [first.name, second.name]);
  await untilMembers(killed, [first.name, second.name]);
  const back = await signIn('nora@north.example', password(), killed);
  await Promise.all([uma.close(), fay.close(), back.close()]);
});
