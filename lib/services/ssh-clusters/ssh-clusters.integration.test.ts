import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sshd, startSshd } from '#lab/ssh/sshd.ts';
import { listAudit } from '../../store/audit-list.ts';
import { readSshCluster, sshSecretsOf } from '../../store/ssh-clusters.ts';
import { entryHistory } from '../audit/entry-history.ts';
import { listClusters } from '../cluster/list-clusters.ts';
import type { Context } from '../context.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { kindOf, value } from '../testing/signed-in.ts';
import { addSshCluster } from './add-ssh-cluster.ts';
import { editSshCluster } from './edit-ssh-cluster.ts';
import { removeSshCluster, restoreSshCluster } from './remove-ssh-cluster.ts';
import { testSshMember } from './test-ssh-member.ts';
import { viewSshCluster } from './view-ssh-cluster.ts';

const portal = testPortal();
const host = `127.${60 + (process.pid % 100)}.9.1`;
const status = `State: LEADER\nList of peers\n${host}:5222 (Leader)\n`;
let sshd: Sshd;
let ada: Context;
let otto: Context;
let uma: Context;

beforeAll(async () => {
  [ada, otto, uma] = [await asAccount(portal, 'ada'), await asAccount(portal, 'otto'), await asAccount(portal, 'uma')];
  sshd = await startSshd(host, { status });
});
afterAll(() => sshd?.stop());
afterEach(async () => void (await portal.db.prisma.sshCluster.deleteMany()));

const member = (over: object = {}) => ({
  ...{ id: 1, name: 'cms1', host, port: sshd.port, user: sshd.user, auth: 'key', hostKey: sshd.hostKey, listedAs: '' },
  ...over,
});
const settings = (over: object = {}, members = [member()]) => ({
  ...{ name: 'Meeting servers', command: 'xmpp cluster status', pollSeconds: 60, members },
  ...over,
});
const secrets = () => ({ 1: { privateKey: sshd.keys.right } });
const added = async () => value(await addSshCluster(ada, { settings: settings(), secrets: secrets() })).id;
const tested = (
  context: Context,
  over: object = {},
  secret: object | null = { privateKey: sshd.keys.right },
  id: string | null = null,
) => testSshMember(context, { id, command: 'xmpp cluster status', member: member(over), secret });

describe('a test', () => {
  test('goes step by step to what the member answers', async () => {
    const { steps, hostKey } = value(await tested(ada));
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['tcp', true],
      ['host-key', true],
      ['auth', true],
      ['command', true],
      ['status', true],
    ]);
    expect([hostKey, steps.at(-1)?.detail]).toEqual([sshd.hostKey, 'LEADER, 1 peer listed']);
  });

  test('of a host whose key isn’t known shows it, and needs no secret yet', async () => {
    const { steps, hostKey } = value(await tested(ada, { hostKey: '' }, null));
    expect([steps.at(-1)?.step, steps.at(-1)?.ok, hostKey]).toEqual(['host-key', false, sshd.hostKey]);
  });

  test('says what came where that isn’t a status', async () => {
    sshd.print('cms1: command not found');
    const { steps } = value(await tested(ada));
    sshd.print(status);
    expect(steps.at(-1)).toMatchObject({ step: 'status', ok: false });
    expect(steps.at(-1)?.detail).toContain('“cms1: command not found”');
  });

  test('with a kept secret goes only where that secret goes', async () => {
    const id = await added();
    expect(value(await tested(ada, {}, null, id)).steps.at(-1)?.ok).toBe(true);
    for (const over of [{ port: 1 }, { user: 'other' }, { hostKey: `ssh-ed25519 SHA256:${'A'.repeat(43)}` }, { id: 2 }])
      expect(await tested(ada, over, null, id)).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
  });
});

describe('secrets', () => {
  test('are sealed, and stand in no view, no list, no audit record and no table', async () => {
    const password = 'nobody sees this one';
    const both = [member(), member({ id: 2, name: 'cms2', port: 2, auth: 'password' })];
    const typed = { ...secrets(), 2: { password } };
    const { id } = value(await addSshCluster(ada, { settings: settings({}, both), secrets: typed }));
    const renamed = settings({ name: 'Meeting' }, both);
    value(await editSshCluster(ada, { id, version: 1, settings: renamed, secrets: {} }));
    const shown = [value(await viewSshCluster(ada, { id })), value(await listClusters(ada, {}))];
    const log = await listAudit(portal.db, { realmKeys: null, targetId: id }, { offset: 0, limit: 20 });
    const history = value(await entryHistory(ada, { id }));
    const table = await portal.db.query('SELECT * FROM ssh_cluster');
    const everything = JSON.stringify([shown, log, history, table]);
    expect(everything).not.toContain(password);
    expect(everything).not.toContain('PRIVATE KEY');
    expect(everything).toContain('(hidden)');
    const kept = await readSshCluster(portal.db, id);
    expect(kept && sshSecretsOf(portal.xmpp.box, kept)?.[2]).toEqual({ password, privateKey: '' });
  });

  test.each([
    ['host', { host: 'elsewhere.example' }],
    ['port', { port: 2222 }],
    ['user', { user: 'other' }],
    ['host key', { hostKey: `ssh-ed25519 SHA256:${'A'.repeat(43)}` }],
    ['kind of sign-in', { auth: 'password' }],
    ['id', { id: 7 }],
  ])('must be entered again for another %s', async (_, over) => {
    const id = await added();
    const edit = { id, version: 1, settings: settings({}, [member(over)]), secrets: {} };
    expect(await editSshCluster(ada, edit)).toMatchObject({ failure: { kind: 'invalid' } });
  });

  test('that were moved to another row do not open there', async () => {
    await added();
    const second = settings({ name: 'Others' });
    const { id } = value(await addSshCluster(ada, { settings: second, secrets: secrets() }));
    await portal.db.query(
      `UPDATE ssh_cluster SET secret = (SELECT secret FROM ssh_cluster WHERE name = 'Meeting servers')`,
    );
    expect(await tested(ada, {}, null, id)).toMatchObject({
      failure: { kind: 'unavailable', why: expect.stringContaining('can’t be opened') },
    });
  });
});

describe('what can’t be kept is refused with why', () => {
  test.each([
    ['a host key that nobody accepted', () => settings({}, [member({ hostKey: '' })]), 'settings.members.0.hostKey'],
    ['a command that isn’t on the list', () => settings({ command: 'xmpp reset' }), 'settings.command'],
    [
      'two members at one place',
      () => settings({}, [member(), member({ id: 2, name: 'b' })]),
      'settings.members.1.host',
    ],
    ['two members of one name', () => settings({}, [member(), member({ id: 2, port: 3 })]), 'settings.members.1.name'],
    ['no members', () => settings({}, []), 'settings.members'],
    ['a host that is none', () => settings({}, [member({ host: 'a b' })]), 'settings.members.0.host'],
  ])('%s', async (_, wanted, field) => {
    const answer = await addSshCluster(ada, { settings: wanted(), secrets: secrets() });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'invalid', field } });
  });

  test('no secret, and a text that is no key', async () => {
    const field = 'secrets.1.privateKey';
    expect(await addSshCluster(ada, { settings: settings(), secrets: {} })).toMatchObject({ failure: { field } });
    const wrong = { 1: { privateKey: 'let me in' } };
    expect(await addSshCluster(ada, { settings: settings(), secrets: wrong })).toMatchObject({ failure: { field } });
  });

  test('a name that another one has, and a form that is older than the cluster', async () => {
    const id = await added();
    expect(kindOf(await addSshCluster(ada, { settings: settings(), secrets: secrets() }))).toBe('taken');
    const edit = { id, version: 1, settings: settings({ pollSeconds: 30 }), secrets: {} };
    value(await editSshCluster(ada, edit));
    expect(kindOf(await editSshCluster(ada, edit))).toBe('conflict');
  });
});

describe('removing', () => {
  test('is undone with its secrets, and each of it is in the audit log', async () => {
    const id = await added();
    value(await removeSshCluster(ada, { id }));
    expect(kindOf(await viewSshCluster(ada, { id }))).toBe('not-found');
    value(await restoreSshCluster(ada, { id }));
    expect(value(await tested(ada, {}, null, id)).steps.at(-1)?.ok).toBe(true);
    const { rows } = await listAudit(portal.db, { realmKeys: null, targetId: id }, { offset: 0, limit: 20 });
    expect([...new Set(rows.map(({ action }) => action))].sort()).toEqual([
      'clusters.add',
      'clusters.remove',
      'clusters.restore',
      'clusters.test',
    ]);
  });

  test('can’t be undone after ten minutes, nor when another one has the name', async () => {
    const id = await added();
    value(await removeSshCluster(ada, { id }));
    await portal.db.query(`UPDATE ssh_cluster SET removed_at = removed_at - interval '11 minutes'`);
    expect(kindOf(await restoreSshCluster(ada, { id }))).toBe('not-found');
    const again = await added();
    value(await removeSshCluster(ada, { id: again }));
    await added();
    expect(kindOf(await restoreSshCluster(ada, { id: again }))).toBe('not-found');
  });
});

test('an operator sees such clusters and changes none; others see nothing of them', async () => {
  const id = await added();
  expect(value(await viewSshCluster(otto, { id })).may.edit).toBe(false);
  const shown = value(await listClusters(otto, {})).clusters.find((one) => one.id === `cluster:${id}`);
  expect(shown).toMatchObject({ name: 'Meeting servers', href: null, what: 'Read over SSH' });
  const edit = { id, version: 1, settings: settings(), secrets: {} };
  for (const refused of [
    await addSshCluster(otto, { settings: settings({ name: 'x' }), secrets: secrets() }),
    await editSshCluster(otto, edit),
    await removeSshCluster(otto, { id }),
    await restoreSshCluster(otto, { id }),
    await tested(otto),
  ])
    expect(kindOf(refused)).toBe('refused');
  for (const hidden of [
    await viewSshCluster(uma, { id }),
    await editSshCluster(uma, edit),
    await removeSshCluster(uma, { id }),
    await tested(uma),
  ])
    expect(kindOf(hidden)).toBe('not-found');
});
