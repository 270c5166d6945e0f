import pino from 'pino';
import { afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { runCommand } from '#lab/xmpp/ad-hoc.ts';
import { administrator, goHome, here } from '#lab/xmpp/ejabberd/for-tests.ts';
import { type ThirdNode, thirdNode } from '#lab/xmpp/ejabberd/third-node.ts';
import { type KeptServer, readServers } from '../../store/managed-servers.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import type { Context } from '../context.ts';
import { managedLabServers } from '../testing/lab-servers.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { value } from '../testing/signed-in.ts';
import { listClusters } from './list-clusters.ts';

/** A third node of the lab's ejabberd that joined, and came back with another cookie. */
const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
managedLabServers(portal, inject('xmpp'));
const name = 'ej3@localhost';
const nodes: ThirdNode[] = [];
let otto: Context;

beforeAll(async () => {
  otto = await asAccount(portal, 'otto');
});
afterEach(async () => {
  for (const node of nodes) await node.kill();
  await vi.waitFor(async () => {
    await asked('cluster-forget');
    expect((await north())?.members).toHaveLength(2);
  }, slowly);
  for (const node of nodes.splice(0)) await node.remove();
}, 60_000);

const slowly = { timeout: 45_000, interval: 300 };
async function asked(command: string) {
  const session = await administrator();
  const answer = await runCommand(session, here, command, { node: name });
  await goHome();
  return answer;
}
async function isOpen(): Promise<boolean | undefined> {
  const kept = (await readServers(portal.db)).find((one) => one.name === 'The north one') as KeptServer;
  const members = value(await value(portal.xmpp.connections.at(kept)).cluster());
  return members.find(({ node }) => node === name)?.open;
}
const north = async () => value(await listClusters(otto, {})).clusters.find((one) => one.name === 'The north one');
async function third(cookie?: string): Promise<ThirdNode> {
  const node = await thirdNode(inject('lab'), inject('xmpp'), cookie ? { cookie } : {});
  nodes.push(node);
  await node.start();
  return node;
}

test('a member that is dead and one whose cookie differs are told apart: nobody listens for the first', async () => {
  const node = await third();
  await vi.waitFor(async () => {
    await asked('cluster-join');
    expect((await north())?.members.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
  }, slowly);
  await node.kill();
  const kinds = async () => (await north())?.findings.map(({ kind, member }) => `${kind} ${member}`) ?? [];
  await vi.waitFor(async () => expect(await kinds()).toContain(`stopped ${name}`), slowly);
  expect(await kinds()).not.toContain(`secret ${name}`);

  expect(await isOpen()).toBe(false);
  // It starts with what it kept, and is let in by nobody.
  const other = await thirdNode(inject('lab'), inject('xmpp'), { cookie: 'of-somebody-else' });
  nodes.push(other);
  void other.start().catch(() => {});
  await vi.waitFor(async () => expect(await isOpen()).toBe(true), slowly);
  expect(await kinds()).toContain(`stopped ${name}`);
}, 240_000);
