import { afterEach, expect, inject, test } from 'vitest';
import { adminNamespace, bailiwickNamespace, form, listedCommands, runCommand, sendCommand } from '../ad-hoc.ts';
import { find } from '../xml.ts';
import { administrator, asked, column, goHome, here, nextBody, person, rooms } from './for-tests.ts';

afterEach(goHome);

const own = [
  ...['hosts', 'sessions', 'last-activity', 'end-sessions', 's2s', 'cluster', 'routes', 'user-config', 'roster'],
  ...['stores', 'copy-store', 'delete-store', 'replace-contact', 'replace-affiliate', 'announce-to', 'counters'],
].map((name) => bailiwickNamespace + name);
const standard = [
  ...['get-online-users-num', 'get-registered-users-num', 'get-user-lastlogin', 'set-motd', 'edit-motd', 'delete-motd'],
].map((name) => adminNamespace + name);

test('the administrator is shown every command, and nobody else one of them', async () => {
  const [portal, hana, uma] = [await administrator(), await person(`hana@${here}`), await person('uma@north.example')];
  expect(await listedCommands(portal, here)).toEqual(expect.arrayContaining([...own, ...standard]));
  for (const somebody of [hana, uma])
    expect((await listedCommands(somebody, here)).filter((node) => [...own, ...standard].includes(node))).toEqual([]);
});

test.each([...own, ...standard])('%s is refused to who is no administrator, with a form or without', async (node) => {
  const hana = await person(`hana@${here}`, '');
  expect((await sendCommand(hana, here, node)).status).toBe('forbidden');
  expect((await runCommand(hana, here, node, { accounts: `hana@${here}` })).status).toBe('forbidden');
});

test('an administrator of another server is none here', async () => {
  const [north] = inject('xmpp').servers;
  const uma = await person('uma@north.example');
  expect((await runCommand(uma, here, 'sessions')).status).toBe('forbidden');
  expect(north?.admin.jid).not.toBe(inject('xmpp').servers[1]?.admin.jid);
});

test('without a form a command answers the form to fill in, with the action complete', async () => {
  const { status, command } = await sendCommand(await administrator(), here, 'end-sessions');
  expect(status).toBe('executing');
  expect(find(command as never, 'actions')?.attributes.execute).toBe('complete');
  expect(find(command as never, 'actions')?.children.map(({ name }) => name)).toEqual(['complete']);
  const fields = find(command as never, 'x')?.children.filter(({ name }) => name === 'field') ?? [];
  expect(fields.map(({ attributes, children }) => [attributes.var, attributes.type, children.length])).toEqual([
    ['accounts', 'jid-multi', 1],
    ['reason', 'text-single', 0],
  ]);
});

test('a command can be cancelled, and has no previous step', async () => {
  const portal = await administrator();
  expect((await sendCommand(portal, here, 'end-sessions', { action: 'cancel' })).status).toBe('canceled');
  expect((await sendCommand(portal, here, 'end-sessions', { form: form({}, 'cancel') })).status).toBe('canceled');
  for (const action of ['prev', 'complete'])
    expect((await sendCommand(portal, here, 'end-sessions', { action })).status).toBe('bad-request');
});

test.each([
  ['a field that is missing', 'last-activity', {}, 'The field “accounts” is missing'],
  ['a field that is not known', 'sessions', { account: `hana@${here}` }, 'There is no field “account” here'],
  ['what is no JID', 'last-activity', { accounts: `ha na@@${here}` }, `accounts: “ha na@@${here}” is no JID`],
  ['a resource', 'last-activity', { accounts: `hana@${here}/x` }, 'has a resource'],
  ['a domain for an account', 'roster', { account: here }, 'has no name before the @'],
  ['two values for one', 'roster', { account: [`hana@${here}`, `otto@${here}`] }, 'one value is wanted'],
  ['no number', 'sessions', { limit: 'many' }, 'limit: a number from 1 to 5000 is wanted'],
  ['too great a number', 'sessions', { limit: '5001' }, 'limit: a number from 1 to 5000 is wanted'],
  ['a store that is none', 'delete-store', { account: `hana@${here}`, store: '../accounts' }, 'is none of roster'],
] as const)('%s is a bad request, and the text says so', async (_, node, fields, text) => {
  const answer = await asked(await administrator(), node, fields);
  expect(answer.status).toBe('bad-request');
  expect(answer.text).toContain(text);
});

test('more than 500 accounts at once are refused', async () => {
  const accounts = Array.from({ length: 501 }, (_, index) => `person${index}@${here}`);
  const portal = await administrator();
  expect((await asked(portal, 'last-activity', { accounts })).text).toBe(
    'accounts: at most 500 at once, these are 501',
  );
  expect((await asked(portal, 'last-activity', { accounts: accounts.slice(1) })).rows).toHaveLength(500);
});

test.each([
  ['sessions', { accounts: [`hana@${here}`, 'uma@north.example'] }],
  ['sessions', { host: 'north.example' }],
  ['end-sessions', { accounts: [`hana@${here}`, 'uma@north.example'] }],
  ['user-config', { account: `hana@${rooms}` }],
] as const)('%s of a domain that isn’t served here finds nothing, and does nothing', async (node, fields) => {
  const hana = await person(`hana@${here}`);
  const portal = await administrator();
  expect((await asked(portal, node, fields)).status).toBe('item-not-found');
  expect(column(await asked(portal, 'sessions', { accounts: `hana@${here}` }), 'jid')).toEqual([hana.jid]);
});

test('hosts: domains of people and services', async () => {
  const { rows } = await asked(await administrator(), 'hosts');
  expect(rows).toEqual([
    { host: [rooms], kind: ['rooms'] },
    { host: [here], kind: ['users'] },
  ]);
});

test('sessions: who is here, from where, under which TLS, and how they show themselves', async () => {
  const presence = '<presence><show>away</show><status>At lunch &amp; out</status><priority>3</priority></presence>';
  const hana = await person(`hana@${here}`, presence);
  const answer = await asked(await administrator(), 'sessions', { accounts: `hana@${here}` });
  expect(answer.fields).toEqual({ total: ['1'] });
  expect(answer.rows).toEqual([
    {
      jid: [hana.jid],
      address: [expect.stringMatching(/^127\./)],
      port: [expect.stringMatching(/^\d+$/)],
      since: [expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)],
      tls: ['TLSv1.3'],
      cipher: [expect.stringMatching(/^TLS_/)],
      mechanism: ['PLAIN'],
      show: ['away'],
      status: ['At lunch & out'],
      priority: ['3'],
      transport: ['tcp'],
    },
  ]);
});

test('sessions: before the first presence nothing is said of it', async () => {
  await person(`hana@${here}`, '');
  const [row] = (await asked(await administrator(), 'sessions', { accounts: `hana@${here}` })).rows;
  expect(Object.keys(row ?? {})).not.toEqual(expect.arrayContaining(['show']));
  expect(row?.priority).toBeUndefined();
});

test('sessions: page by page, in the order of JIDs', async () => {
  for (const uid of ['otto', 'hana', 'aud']) await person(`${uid}@${here}`);
  const portal = await administrator();
  const first = await asked(portal, 'sessions', { limit: '2', host: here });
  expect(column(first, 'jid')).toEqual([`aud@${here}/test`, `hana@${here}/test`]);
  // A portal that was killed elsewhere in this run may wait there to be resumed.
  const total = first.fields.total?.[0] ?? '';
  expect(first.fields).toEqual({ more: ['1'], total: [total] });
  expect(Number(total)).toBeGreaterThanOrEqual(4);
  const second = await asked(portal, 'sessions', { limit: '50', host: here, after: `hana@${here}/test` });
  expect(column(second, 'jid')).toHaveLength(Number(total) - 2);
  expect(column(second, 'jid')[0]).toBe(`otto@${here}/test`);
  expect(column(second, 'jid')).toContain(portal.jid);
  expect(second.fields).toEqual({ total: [total] });
});

test('last-activity: who is online, who was here and said what at the end, and who was never seen', async () => {
  const portal = await administrator();
  const hana = await person(`hana@${here}`, '<presence><status>Here</status></presence>');
  const accounts = [`hana@${here}`, `nobody.ever@${here}`];
  expect((await asked(portal, 'last-activity', { accounts })).rows).toEqual([
    { jid: [accounts[0]], online: ['1'], status: ['Here'] },
    { jid: [accounts[1]], online: ['0'] },
  ]);
  hana.send('<presence type="unavailable"><status>Gone home</status></presence>');
  await hana.close();
  const [row] = (await asked(portal, 'last-activity', { accounts: `hana@${here}` })).rows;
  expect(row).toEqual({
    jid: [`hana@${here}`],
    online: ['0'],
    at: [expect.stringMatching(/Z$/)],
    status: ['Gone home'],
  });
  const { fields } = await asked(portal, `${adminNamespace}get-user-lastlogin`, { accountjid: `hana@${here}` });
  expect(fields.lastlogin?.[0]).toMatch(/^\d{4}-.*Z$/);
});

test('end-sessions: all of an account, with the reason told; the second time there is nothing to end', async () => {
  const portal = await administrator();
  const hana = await person(`hana@${here}`);
  const ended = { accounts: [`hana@${here}`, `otto@${here}`], reason: 'Lights <out>' };
  expect(column(await asked(portal, 'end-sessions', ended), 'ended')).toEqual(['1', '0']);
  const farewell = await hana.next(({ name }) => name === 'stream:error');
  expect(find(farewell, 'text')?.text).toBe('Lights <out>');
  await hana.ended;
  expect((await asked(portal, 'sessions', { accounts: `hana@${here}` })).rows).toEqual([]);
  expect(column(await asked(portal, 'end-sessions', ended), 'ended')).toEqual(['0', '0']);
});

test('end-sessions: one session by its full JID, and no other', async () => {
  const portal = await administrator();
  const hana = await person(`hana@${here}`);
  expect(column(await asked(portal, 'end-sessions', { accounts: `hana@${here}/other` }), 'ended')).toEqual(['0']);
  expect(column(await asked(portal, 'end-sessions', { accounts: hana.jid }), 'ended')).toEqual(['1']);
  await hana.ended;
});

test('s2s: both ways to the other server, with TLS, certificate and counts', async () => {
  const [portal, uma, hana] = [
    await administrator(),
    await person('uma@north.example'),
    await person(`hana@${here}`),
  ] as const;
  uma.say(hana.jid, 'Ahoy');
  await nextBody(hana, 'Ahoy');
  hana.say(uma.jid, 'Ahoy back');
  await nextBody(uma, 'Ahoy back');
  const { rows } = await asked(portal, 's2s');
  const open = rows.filter(({ remote, state }) => remote?.[0] === 'north.example' && state?.[0] === 'open');
  expect(open.map(({ direction }) => direction?.[0])).toEqual(expect.arrayContaining(['in', 'out']));
  for (const row of open)
    expect(row).toMatchObject({
      local: [here],
      tls: [expect.stringMatching(/^TLSv1\.[23]$/)],
      cipher: [expect.any(String)],
      authentication: ['certificate'],
      'certificate-subject': ['CN=north.example'],
      'certificate-expires': [expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:]+Z$/)],
      since: [expect.any(String)],
      bidi: [expect.stringMatching(/^[01]$/)],
    });
  const total = (name: string) => open.reduce((sum, row) => sum + Number(row[name]?.[0]), 0);
  expect(total('stanzas-in')).toBeGreaterThan(0);
  expect(total('stanzas-out')).toBeGreaterThan(0);
});

test('cluster: one member, itself', async () => {
  const { rows } = await asked(await administrator(), 'cluster');
  expect(rows).toEqual([
    {
      node: [here],
      state: ['running'],
      self: ['1'],
      version: [expect.stringMatching(/^0\.12/)],
      since: [expect.stringMatching(/Z$/)],
      sessions: [expect.stringMatching(/^\d+$/)],
    },
  ]);
});

test('routes: own domains, static routes, open streams, and where all else goes', async () => {
  const portal = await administrator();
  const { rows } = await asked(portal, 'routes');
  const [north] = inject('xmpp').servers;
  expect(rows).toEqual(
    expect.arrayContaining([
      { domain: [here], kind: ['users'], target: ['VirtualHost'] },
      { domain: [rooms], kind: ['rooms'], target: ['mod_muc'] },
      { domain: ['field.example'], kind: ['peer'], target: [`${north?.host}:${north?.ports.s2s}`] },
      { domain: ['*'], kind: ['default'], target: ['mod_s2s (DNS)'] },
    ]),
  );
  const cut = await asked(portal, 'routes', { limit: '1' });
  expect(cut.rows).toHaveLength(1);
  expect(cut.fields).toEqual({ more: ['1'], total: [String(rows.length)] });
});

test('counters: each message counts once', async () => {
  const [portal, hana, otto] = [
    await administrator(),
    await person(`hana@${here}`),
    await person(`otto@${here}`),
  ] as const;
  const messages = async (direction: string) => {
    const { rows, fields } = await asked(portal, 'counters');
    expect(fields).toEqual({ since: [expect.stringMatching(/Z$/)], node: [here] });
    const row = rows.find((one) => `${one.scope} ${one.direction} ${one.kind}` === `c2s ${direction} message`);
    return BigInt(row?.count?.[0] ?? -1);
  };
  const [before, beforeOut] = [await messages('in'), await messages('out')];
  for (const body of ['one', 'two', 'three']) hana.say(otto.jid, body);
  await nextBody(otto, 'three');
  expect((await messages('in')) - before).toBe(3n);
  expect((await messages('out')) - beforeOut).toBe(3n);
});

test('people online are counted; accounts that the directory keeps are not, and the answer says why', async () => {
  const portal = await administrator();
  await person(`hana@${here}`);
  const online = await asked(portal, `${adminNamespace}get-online-users-num`);
  expect(online.fields.onlineusersnum).toEqual(['2']);
  const registered = await asked(portal, `${adminNamespace}get-registered-users-num`);
  expect(registered.status).toBe('feature-not-implemented');
  expect(registered.text).toContain('authentication: ldap');
});
