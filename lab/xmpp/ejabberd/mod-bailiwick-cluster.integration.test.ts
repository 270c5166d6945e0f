import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, inject, test } from 'vitest';
import { type Answer, type Fields, runCommand } from '../ad-hoc.ts';
import { administrator, first, goHome, here, person, second } from './for-tests.ts';
import { type ThirdNode, thirdNode } from './third-node.ts';

const name = 'ej3@localhost';
const started: ThirdNode[] = [];

async function third(wishes: Parameters<typeof thirdNode>[2] = {}): Promise<ThirdNode> {
  const node = await thirdNode(inject('lab'), inject('xmpp'), wishes);
  started.push(node);
  await node.start();
  return node;
}

async function asked(command: string, fields: Fields = { node: name }, at = first): Promise<Answer> {
  const session = await administrator(at);
  const answer = await runCommand(session, here, command, fields);
  await goHome();
  return answer;
}

const check = async (node = name, at = first) => (await asked('cluster-check', { node }, at)).fields;

async function until(wanted: (fields: Answer['fields']) => boolean): Promise<Answer['fields']> {
  let fields = await check();
  for (let waited = 0; waited < 40_000 && !wanted(fields); waited += 200) {
    await sleep(200);
    fields = await check();
  }
  if (!wanted(fields)) throw new Error(JSON.stringify(fields));
  return fields;
}

const isMember = ({ state, missing }: Answer['fields']) => state?.[0] === 'member' && !missing;

/** A node that has just started accepts people a moment before it may be asked to stop. */
const ready = () => until(({ state, 'join-why': why }) => state !== undefined && (!why || state[0] === 'member'));

async function joined(): Promise<void> {
  await ready();
  const answer = await asked('cluster-join');
  expect(answer.text).toBe('');
  await until(isMember);
}

const members = async (at = first) => {
  const answer = await asked('cluster', {}, at);
  return answer.rows.map((row) => `${row.node?.[0]} ${row.state?.[0]}`);
};
const two = [`${first.name} running`, `${second.name} running`];

/** Whatever became of a test: the cluster is the two nodes that it was. */
afterEach(async () => {
  await goHome();
  for (const node of started) await node.kill();
  for (let tries = 0; tries < 20 && (await members()).length > 2; tries++) {
    await asked('cluster-forget');
    await sleep(200);
  }
  for (const node of started.splice(0)) await node.remove();
});
afterAll(async () => {
  expect(await members()).toEqual(two);
  expect(await members(second)).toEqual(two);
});

test('a node joins, people on it talk to the others, it leaves, and joins again', async () => {
  const node = await third();
  expect((await ready()).state).toEqual(['outside']);
  await joined();
  expect(await members(second)).toEqual([...two, `${name} running`]);
  expect(readdirSync(node.spool).filter((file) => file.startsWith('before-join-'))).toHaveLength(1);
  const uma = await person(`uma@${here}`, { node: node.facts });
  const fay = await person('fay@field.example', { node: second });
  fay.say(uma.jid, 'To the third');
  await uma.next((stanza) => stanza.name === 'message');
  await asked('cluster-leave');
  await until(({ state }) => state?.[0] === 'outside');
  expect(await members()).toEqual(two);
  expect((await check())['join-why']?.[0]).toContain("ejabberd doesn't run there");
  await node.stop();
  await node.start();
  await joined();
}, 120_000);

test('what stands in the way is said before: cookie, version, domains, no such node', async () => {
  expect((await check('ej9@localhost'))['join-why']?.[0]).toContain('No Erlang node ej9 is registered on localhost');
  expect((await check('ej3@example.org'))['join-why']?.[0]).toContain('short names');
  const cookie = await third({ cookie: 'of-somebody-else' });
  expect((await check())['join-why']?.[0]).toContain('the Erlang cookies differ');
  expect((await asked('cluster-join')).text).toContain('the Erlang cookies differ');
  await cookie.remove();
  const older = await third({ version: '22.10' });
  await until(({ version }) => version !== undefined);
  expect((await check())['join-why']?.[0]).toContain('It runs ejabberd 22.10, and this cluster 23.01');
  expect((await asked('cluster-join')).status).toBe('unexpected-request');
  await older.remove();
  await third({ domains: ['north.example'] });
  await until(({ version }) => version !== undefined);
  expect((await check())['join-why']?.[0]).toContain('It serves north.example, and this cluster');
}, 120_000);

test.each([
  ['no name of a node', 'ej3'],
  ['a term', "'ej3'@localhost"],
  ['much', `${'a'.repeat(150)}@${'b'.repeat(150)}`],
  ['two hosts', 'a@b@c'],
  ['a line', 'ej3@localhost\nej1@localhost'],
])('%s is refused and becomes no atom', async (_, node) => {
  expect((await asked('cluster-check', { node })).status).toBe('bad-request');
});

test('a member that is killed is forgotten by all, and not while it runs', async () => {
  const node = await third();
  await joined();
  expect((await asked('cluster-forget')).text).toContain('It runs');
  await node.kill();
  await until(({ state }) => state?.[0] === 'stopped');
  expect((await asked('cluster-leave')).text).toContain("It doesn't run");
  expect((await asked('cluster-forget')).fields.state).toEqual(['outside']);
  expect(await members()).toEqual(two);
  expect(await members(second)).toEqual(two);
  expect((await asked('cluster-forget')).fields.state).toEqual(['outside']);
}, 120_000);

test('the last node that runs does not leave, nor one that is no member', async () => {
  const node = await third();
  await ready();
  const alone = await asked('cluster-leave', { node: name }, node.facts);
  expect(alone.text).toContain('only node that runs');
  expect((await asked('cluster-leave')).fields.state).toEqual(['outside']);
  expect((await asked('cluster-forget', { node: second.name })).text).toContain('It runs');
  expect(await members(second)).toEqual(two);
}, 60_000);

test.each([100, 1500])(
  'a node that is killed %i ms after its join began can be joined again',
  async (afterMs) => {
    const node = await third();
    await ready();
    await asked('cluster-join');
    await sleep(afterMs);
    await node.kill();
    await node.start();
    await joined();
    expect(await members(second)).toEqual([...two, `${name} running`]);
  },
  120_000,
);

test.each([900])(
  'a node that is killed %i ms after it began to leave leaves again, as a member still or as one beside the cluster',
  async (afterMs) => {
    const node = await third();
    await joined();
    await asked('cluster-leave');
    await sleep(afterMs);
    await node.kill();
    await node.start();
    await until(({ state, version }) => state?.[0] !== 'changing' && version !== undefined);
    expect((await asked('cluster-leave')).text).toBe('');
    await until(({ state, 'known-by': known }) => state?.[0] === 'outside' && !known);
    expect(await members(second)).toEqual(two);
  },
  120_000,
);

test('what a node held before comes back when its join is taken back', async () => {
  const node = await third();
  await ready();
  await joined();
  const { kept } = await check();
  expect(kept).toHaveLength(1);
  await asked('cluster-leave', { node: name, restore: kept?.[0] as string });
  const alone = await ready();
  expect(alone.state).toEqual(['outside']);
  expect(alone.kept).toBeUndefined();
  expect(await members()).toEqual(two);
  expect(await members(node.facts)).toEqual([`${name} running`]);
}, 120_000);

test('a drained node has no sessions and takes none until it listens again', async () => {
  const node = await third();
  await joined();
  const uma = await person(`uma@${here}`, { node: node.facts });
  const drained = await asked('cluster-drain');
  expect(drained.fields).toMatchObject({ ended: ['1'], left: ['0'] });
  await uma.ended;
  await expect(person(`uma@${here}`, { node: node.facts })).rejects.toThrow();
  expect((await check()).listens).toEqual(['0']);
  await asked('cluster-drain', { node: name, undo: '1' });
  await person(`uma@${here}`, { node: node.facts });
}, 120_000);
