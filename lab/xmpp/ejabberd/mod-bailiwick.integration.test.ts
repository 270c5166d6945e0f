import { readFileSync } from 'node:fs';
import { afterEach, expect, inject, test } from 'vitest';
import { bailiwickNamespace, form, listedCommands, runCommand, sendCommand } from '../ad-hoc.ts';
import { find } from '../xml.ts';
import { administrator, column, first, goHome, here, nextBody, person, rooms, second } from './for-tests.ts';

afterEach(goHome);

const own = [
  ...['hosts', 'sessions', 'last-activity', 'end-sessions', 's2s', 'cluster', 'routes', 'user-config', 'roster'],
  ...['stores', 'copy-store', 'delete-store', 'replace-contact', 'replace-affiliate', 'announce-to', 'counters'],
].map((name) => bailiwickNamespace + name);

test('the administrator is shown every command at every domain and on both nodes, and nobody else one of them', async () => {
  const domains = inject('xmpp').servers[0]?.domains ?? [];
  expect(domains).toHaveLength(3);
  for (const node of [first, second]) {
    const portal = await administrator(node);
    const uma = await person(`uma@${here}`, { node });
    for (const domain of domains) {
      expect(await listedCommands(portal, domain)).toEqual(expect.arrayContaining(own));
      expect((await listedCommands(uma, domain)).filter((name) => own.includes(name))).toEqual([]);
    }
    await goHome();
  }
});

test.each(own)('%s is neither run nor described to who is no administrator', async (node) => {
  for (const jid of [`uma@${here}`, 'hana@south.example']) {
    const somebody = await person(jid, { presence: '' });
    expect((await sendCommand(somebody, here, node)).status).toBe('forbidden');
    expect((await runCommand(somebody, here, node, { accounts: jid })).status).toBe('forbidden');
    const info = `<query xmlns="http://jabber.org/protocol/disco#info" node="${node}"/>`;
    expect(find(await somebody.ask('get', here, info), 'forbidden')).toBeDefined();
  }
});

test('without a form a command answers the form to fill in, and it can be cancelled', async () => {
  const portal = await administrator();
  const { status, command } = await sendCommand(portal, here, 'end-sessions');
  expect(status).toBe('executing');
  expect(find(command as never, 'actions')?.attributes.execute).toBe('complete');
  const fields = find(command as never, 'x')?.children.filter(({ name }) => name === 'field') ?? [];
  expect(fields.map(({ attributes }) => [attributes.var, attributes.type])).toEqual([
    ['accounts', 'jid-multi'],
    ['reason', 'text-single'],
  ]);
  expect((await sendCommand(portal, here, 'end-sessions', { action: 'cancel' })).status).toBe('canceled');
  expect((await sendCommand(portal, here, 'end-sessions', { form: form({}, 'cancel') })).status).toBe('canceled');
});

test.each([
  ['a required field that is missing', 'last-activity', {}, 'bad-request', 'accounts is required'],
  ['a field that there is not', 'sessions', { account: 'x' }, 'bad-request', 'There is no field account'],
  ['what is no JID', 'last-activity', { accounts: 'a@b@c' }, 'bad-request', 'Not a JID'],
  ['a domain instead of a person', 'last-activity', { accounts: here }, 'bad-request', 'not of a domain'],
  ['a resource', 'sessions', { accounts: `uma@${here}/x` }, 'bad-request', 'without resource'],
  ['a domain of others', 'last-activity', { accounts: 'hana@south.example' }, 'item-not-found', 'not served here'],
  ['a limit beyond the bound', 's2s', { limit: '5001' }, 'bad-request', '1 to 5000'],
  ['an unknown store', 'delete-store', { account: `uma@${here}`, store: 'x' }, 'bad-request', 'store is one of'],
  ['a copy to a domain of others', 'copy-store', copyTo('hana@south.example'), 'item-not-found', 'not served here'],
  [
    'a store that is not there',
    'copy-store',
    copyTo('fay@field.example', 'pubsub'),
    'feature-not-implemented',
    'mod_pubsub',
  ],
] as const)('%s is refused with the reason', async (_, node, fields, status, text) => {
  const answer = await runCommand(await administrator(), here, node, fields);
  expect(answer).toMatchObject({ status, text: expect.stringContaining(text) });
});

function copyTo(to: string, store = 'last') {
  return { from: `uma@${here}`, to, store };
}

test('501 accounts are too many, and 500 are not', async () => {
  const portal = await administrator();
  const accounts = Array.from({ length: 501 }, (_, index) => `nobody-${index}@${here}`);
  expect((await runCommand(portal, here, 'last-activity', { accounts })).status).toBe('bad-request');
  expect((await runCommand(portal, here, 'last-activity', { accounts: accounts.slice(1) })).rows).toHaveLength(500);
});

test('sessions of both nodes stand in one list, each with how it came here', async () => {
  const uma = await person(`uma@${here}`, {
    node: first,
    presence: '<presence><show>away</show><status>At lunch</status><priority>5</priority></presence>',
  });
  const fay = await person('fay@field.example', { node: second, presence: '' });
  for (const node of [first, second]) {
    const portal = await administrator(node);
    const accounts = [`uma@${here}`, 'fay@field.example', `gus@${here}`];
    const answer = await runCommand(portal, here, 'sessions', { accounts });
    expect(answer.fields.total).toEqual(['2']);
    expect(answer.rows).toEqual([
      expect.not.objectContaining({ show: expect.anything(), priority: expect.anything() }),
      expect.objectContaining({ show: ['away'], status: ['At lunch'], priority: ['5'] }),
    ]);
    expect(column(answer, 'jid')).toEqual([fay.jid, uma.jid]);
    expect(column(answer, 'node')).toEqual([second.name, first.name]);
    for (const row of answer.rows) {
      expect(row).toMatchObject({ tls: ['TLSv1.3'], mechanism: ['PLAIN'], transport: ['tcp'] });
      expect(row.cipher?.[0]).toMatch(/^TLS_/);
      expect(row.address?.[0]).toMatch(/^127\./);
      expect(row.since?.[0]).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
    await portal.close();
  }
});

test('sessions are read in pages, in the order of their JIDs, and of one domain', async () => {
  await person(`uma@${here}`);
  await person('fay@field.example', { node: second });
  const portal = await administrator();
  const all = column(await runCommand(portal, here, 'sessions'), 'jid');
  expect(all).toEqual([...all].sort());
  const paged: (string | undefined)[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page = await runCommand(portal, here, 'sessions', { limit: '2', ...(after && { after }) });
    paged.push(...column(page, 'jid'));
    after = page.fields.more ? page.rows.at(-1)?.jid?.[0] : undefined;
  }
  expect(paged).toEqual(all);
  const field = column(await runCommand(portal, here, 'sessions', { host: 'field.example' }), 'jid');
  expect(field).toContain('fay@field.example/test');
  expect(field.every((jid) => jid?.includes('@field.example/'))).toBe(true);
});

test('ending sessions closes them on whichever node, says how many, and a second time none', async () => {
  const portal = await administrator(first);
  const uma = await person(`uma@${here}`, { node: first });
  const fay = await person('fay@field.example', { node: second });
  const accounts = [uma.jid, 'fay@field.example', `gus@${here}`];
  const ended = await runCommand(portal, here, 'end-sessions', { accounts, reason: 'Maintenance' });
  expect(Object.fromEntries(ended.rows.map(({ jid, ended }) => [jid?.[0], ended?.[0]]))).toEqual({
    [uma.jid]: '1',
    'fay@field.example': '1',
    [`gus@${here}`]: '0',
  });
  await Promise.all([uma.ended, fay.ended]);
  expect(column(await runCommand(portal, here, 'end-sessions', { accounts }), 'ended')).toEqual(['0', '0', '0']);
});

test('when somebody was last there is known once they have left', async () => {
  const portal = await administrator();
  const uma = await person(`uma@${here}`);
  const accounts = [`uma@${here}`, 'nobody-at-all@field.example'];
  const [nobody, there] = (await runCommand(portal, here, 'last-activity', { accounts })).rows;
  expect(there).toEqual({ jid: [`uma@${here}`], online: ['1'] });
  expect(nobody).toEqual({ jid: ['nobody-at-all@field.example'], online: ['0'] });
  await runCommand(portal, here, 'end-sessions', { accounts: uma.jid });
  const [, gone] = (await runCommand(portal, here, 'last-activity', { accounts })).rows;
  expect(gone?.online).toEqual(['0']);
  expect(Math.abs(Date.parse(gone?.at?.[0] as string) - Date.now())).toBeLessThan(60_000);
});

test('peers are shown with direction, TLS, authentication, certificate and stanzas', async () => {
  const uma = await person(`uma@${here}`, { node: second });
  const hana = await person('hana@south.example');
  uma.say(hana.jid, 'Northwards and back');
  await nextBody(hana, 'Northwards and back');
  hana.say(uma.jid, 'And back');
  await nextBody(uma, 'And back');
  const { rows } = await runCommand(await administrator(first), here, 's2s');
  const south = rows.filter(({ local, remote }) => local?.[0] === here && remote?.[0] === 'south.example');
  for (const direction of ['in', 'out']) {
    const found = south.find((row) => row.direction?.[0] === direction && row[`stanzas-${direction}`]?.[0] !== '0');
    expect(found).toMatchObject({ state: ['open'], tls: ['TLSv1.3'], authentication: ['certificate'], bidi: ['0'] });
    expect(found?.['certificate-subject']?.[0]).toContain('south.example');
    expect(Date.parse(found?.['certificate-expires']?.[0] as string)).toBeGreaterThan(Date.now());
    expect([first.name, second.name]).toContain(found?.node?.[0]);
  }
  expect(south.find(({ direction }) => direction?.[0] === 'out')?.port).toEqual(['5269']);
});

test('domains, members and routes are told as the server has them now', async () => {
  const portal = await administrator(second);
  const hosts = await runCommand(portal, here, 'hosts');
  expect(hosts.rows).toEqual(
    expect.arrayContaining([
      { host: [here], kind: ['users'] },
      { host: ['field.example'], kind: ['users'] },
      { host: [rooms], kind: ['rooms'], name: ['Chatrooms'] },
    ]),
  );
  const both = [first.name, second.name];
  const cluster = await runCommand(portal, here, 'cluster');
  expect(column(cluster, 'node')).toEqual(both);
  expect(column(cluster, 'self')).toEqual(['0', '1']);
  for (const row of cluster.rows) expect(row).toMatchObject({ state: ['running'], version: ['23.01-1'], sees: both });
  const uma = await person(`uma@${here}`, { node: second });
  const hana = await person('hana@south.example');
  uma.say(hana.jid, 'A way to the south');
  await nextBody(hana, 'A way to the south');
  const routes = (await runCommand(portal, here, 'routes')).rows;
  expect(routes).toEqual(
    expect.arrayContaining([
      ...both.map((node) => ({ domain: [here], kind: ['users'], target: ['ejabberd_local'], node: [node] })),
      ...both.map((node) => ({ domain: [rooms], kind: ['rooms'], target: ['mod_muc'], node: [node] })),
      expect.objectContaining({ domain: ['south.example'], kind: ['peer'], target: [expect.stringMatching(/:5269$/)] }),
      { domain: ['*'], kind: ['default'], target: ['ejabberd_s2s'] },
    ]),
  );
});

test('stanzas are counted where they pass', async () => {
  const portal = await administrator(first);
  const [uma, gus] = [await person(`uma@${here}`, { node: first }), await person(`rex@${here}`, { node: first })];
  const count = async () => {
    const { rows, fields } = await runCommand(portal, here, 'counters');
    expect(fields.node).toEqual([first.name]);
    const of = (way: string) =>
      Number(rows.find((row) => `${row.scope} ${row.direction} ${row.kind}` === `c2s ${way} message`)?.count?.[0]);
    return [of('in'), of('out')] as const;
  };
  const before = await count();
  for (let index = 0; index < 20; index++) uma.say(gus.jid, `Number ${index}`);
  await nextBody(gus, 'Number 19');
  const after = await count();
  expect(after[0] - before[0]).toBeGreaterThanOrEqual(20);
  expect(after[1] - before[1]).toBeGreaterThanOrEqual(20);
});

test('an announcement reaches who is online at once, and who is not when they come', async () => {
  const portal = await administrator();
  const uma = await person(`uma@${here}`, { node: second });
  const accounts = [`uma@${here}`, `nora@${here}`, `nobody-at-all@${here}`];
  const sent = await runCommand(portal, here, 'announce-to', {
    accounts,
    subject: 'Works',
    body: ['First line', 'second'],
  });
  expect(sent.fields).toEqual({ sent: ['2'], failed: ['1'] });
  expect((await nextBody(uma, 'First line\nsecond')).attributes).toMatchObject({ type: 'headline', from: here });
  const nora = await person(`nora@${here}`);
  expect((await nextBody(nora, 'First line\nsecond')).attributes.type ?? 'normal').toBe('normal');
});

test('a member that was killed is shown as stopped, its sessions are gone, and it comes back', async () => {
  const portal = await administrator(first);
  const fay = await person('fay@field.example', { node: second });
  const members = async () => (await runCommand(portal, here, 'cluster')).rows;
  const before = (await members()).at(1)?.since?.[0] as string;
  process.kill(Number(readFileSync(second.pidFile, 'utf8')), 'SIGKILL');
  await fay.ended;
  await expect.poll(members).toMatchObject([
    { node: [first.name], state: ['running'], self: ['1'], sees: [first.name] },
    { node: [second.name], state: ['stopped'], self: ['0'] },
  ]);
  expect((await runCommand(portal, here, 'sessions', { accounts: 'fay@field.example' })).fields.total).toEqual(['0']);
  const both = [first.name, second.name];
  await expect
    .poll(members, { timeout: 25_000, interval: 200 })
    .toMatchObject(both.map((name) => ({ node: [name], state: ['running'], sees: both })));
  expect(Date.parse((await members()).at(1)?.since?.[0] as string)).toBeGreaterThan(Date.parse(before));
  const back = await administrator(second);
  expect((await runCommand(back, here, 'cluster')).status).toBe('completed');
});
