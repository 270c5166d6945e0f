import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { listAudit } from '../../../store/audit-list.ts';
import { purgeJobs, takeJob } from '../../../store/jobs.ts';
import type { Context } from '../../context.ts';
import type { Watch } from '../../jobs/run-job.ts';
import { addOccupants } from '../../roles/add-occupants.ts';
import { createRole } from '../../roles/create-role.ts';
import { addServer } from '../../servers/add-server.ts';
import { fakeConnector, fakeServer } from '../../testing/fake-connector.ts';
import { asAccount, testPortal } from '../../testing/portal.ts';
import { scriptedData } from '../../testing/scripted-data.ts';
import { arrange, kindOf, type Made, newPerson, value } from '../../testing/signed-in.ts';
import { createUser } from '../create-user.ts';
import { deleteUser } from '../delete-user.ts';
import { editUser } from '../edit-user.ts';
import { findUser } from '../find-user.ts';
import { disableUser, enableUser } from '../lock-user.ts';
import { renameUser } from '../rename-user.ts';
import { viewUser } from '../view-user.ts';
import { driveRename, type RenameJob } from './drive.ts';
import { previewRename, renameInput } from './preview-rename.ts';
import { continueRename, newRename, retakenRename, startRename, takeBackRename } from './start-rename.ts';
import { stepsOf } from './steps.ts';
import { viewRename } from './view-rename.ts';

/**
 * The job itself: a directory that is real, and an XMPP server by script, since no real one dies between two given steps.
 * real-servers.integration.test.ts does the same on ejabberd and Prosody.
 */
const fake = fakeServer();
const { data, abilities } = scriptedData(['north.example', 'north.example.net']);
fake.abilities = abilities;
const portal = testPortal({}, fakeConnector(fake));
const online = fake.state;
let ada: Context;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  // Another file's would be asked about rooms.
  await portal.db.prisma.managedServer.deleteMany();
  value(
    await addServer(ada, {
      settings: {
        name: `Scripted ${randomUUID()}`,
        domain: 'north.example',
        host: '127.0.0.1',
        port: 1,
        tls: 'starttls',
        ca: '',
        jid: 'admin@north.example',
        mechanisms: ['SCRAM-SHA-256'],
      },
      secret: 'scripted',
    }),
  );
});
afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));
beforeEach(() => {
  for (const map of [data.rosters, data.stores, data.rooms, data.sessions, data.immovable]) map.clear();
});
afterEach(async () => {
  data.fault = () => null;
  data.can = true;
  data.questions.length = 0;
  fake.state = online;
  await portal.db.prisma.job.deleteMany();
});

type Renaming = { person: Made; old: string; now: string; input: { id: string; uid: string; jid: string } };

const friend = 'friend@north.example';
const item = (jid: string, subscription = 'both') => ({ jid, name: 'N', subscription, ask: '', groups: ['G'] });

/** Somebody with all that there is: contacts here and elsewhere, data, a room, an open session. */
async function someone(): Promise<Renaming> {
  const person = await newPerson(portal, 'old');
  const old = `${person.uid}@north.example`;
  const uid = person.uid.replace('old', 'new');
  const now = `${uid}@north.example.net`;
  data.rosters.set(old, [item(friend), item('far@away.example')]);
  data.rosters.set(friend, [item(old), item('third@north.example')]);
  data.stores.set(
    old,
    new Map([
      ['vcard', new Set(['card'])],
      ['private', new Set(['notes'])],
      ['archive', new Set(['m1', 'm2'])],
    ]),
  );
  data.rooms.set(
    'lounge',
    new Map([
      [old, 'owner'],
      [friend, 'member'],
    ]),
  );
  data.sessions.set(old, [`${old}/phone`]);
  return { person, old, now, input: { id: person.id, uid, jid: now } };
}

const found = async (id: string) => value(await findUser(portal, id, ['mail']));
async function begun({ input }: Renaming, as = ada): Promise<RenameJob> {
  return value(await newRename(as, renameInput.parse(input), await found(input.id)));
}
async function retaken({ input }: Renaming, direction: 'back' | null, as = ada): Promise<RenameJob> {
  await portal.db.prisma.job.updateMany({ where: { state: 'running' }, data: { heartbeatAt: new Date(0) } });
  return value(await retakenRename(as, await found(input.id), direction));
}

class Died extends Error {}
const dieAt =
  (moment: string, step: string): Watch =>
  (now, at) => {
    if (now === moment && at === step) throw new Died();
  };
async function untilDeath(job: RenameJob, moment: string, step: string): Promise<void> {
  await expect(driveRename(ada, job, dieAt(moment, step))).rejects.toThrow(Died);
}

/** Everything that a rename touches, so that "as before" can be told by comparing. */
async function stateOf({ person, old, now }: Renaming) {
  const { entry } = await found(person.id);
  const view = value(await viewUser(ada, { id: person.id }));
  const at = (jid: string) => ({
    roster: (data.rosters.get(jid) ?? []).toSorted((a, b) => a.jid.localeCompare(b.jid)),
    stores: [...(data.stores.get(jid) ?? [])]
      .filter(([, items]) => items.size)
      .map(([name, items]) => [name, [...items]]),
  });
  return {
    jid: entry.first('mail'),
    addresses: entry.all('mail'),
    uid: entry.first('uid'),
    lock: entry.first('pwdAccountLockedTime'),
    memberships: view.memberships.map(({ name }) => name),
    old: at(old),
    now: at(now),
    friend: (data.rosters.get(friend) ?? []).toSorted((a, b) => a.jid.localeCompare(b.jid)),
    lounge: [...(data.rooms.get('lounge') ?? [])].sort(),
  };
}

/** By which of the two names the directory would let somebody in. */
async function liveNames({ person, old, now }: Renaming): Promise<string[]> {
  const { entry } = await found(person.id);
  const bound = value(await portal.directory.checkPassword(entry.dn, person.password));
  return bound.accepted ? [old, now].filter((jid) => entry.all('mail').includes(jid)) : [];
}

function expectRenamed(state: Awaited<ReturnType<typeof stateOf>>, { old, now, input }: Renaming) {
  expect(state).toMatchObject({ jid: now, uid: input.uid, lock: '', old: { roster: [], stores: [] } });
  expect(state.addresses).not.toContain(old);
  expect(state.now.roster.map(({ jid }) => jid)).toEqual(['far@away.example', friend]);
  expect(state.now.stores).toEqual([
    ['vcard', ['card']],
    ['private', ['notes']],
    ['archive', ['m1', 'm2']],
  ]);
  expect(state.friend).toContainEqual(item(now));
  expect(state.friend.map(({ jid }) => jid)).not.toContain(old);
  expect(state.lounge).toContainEqual([now, 'owner']);
  expect(state.lounge.map(([jid]) => jid)).not.toContain(old);
}

const steps = stepsOf({ moves: 'data', from: { jid: 'a', uid: 'a' }, to: { jid: 'b', uid: 'b' } }).map(
  ({ name }) => name,
);
/** The stores are copied alike; after a step is before the next one. */
const tried = steps.filter((step) => !/^copy-(?!roster|archive)/.test(step));
const moments = tried.flatMap((step) => (['before', 'acted'] as const).map((moment) => [moment, step] as const));

describe('a rename', () => {
  test('moves everything, keeps roles, and leaves the old name empty', async () => {
    const one = await someone();
    const role = value(await createRole(ada, { name: `Role of ${one.person.uid}` }));
    value(await addOccupants(ada, { id: role.id, occupants: [one.person.id] }));
    await driveRename(ada, await begun(one));
    const state = await stateOf(one);
    expectRenamed(state, one);
    expect(state.memberships).toEqual([`Role of ${one.person.uid}`]);
    expect(await liveNames(one)).toEqual([one.now]);
    expect(value(await viewRename(ada, { id: one.person.id }))).toMatchObject({ state: 'done' });
    expect(data.sessions.size).toBe(0);
  });

  test('goes on behind the request that began it', async () => {
    const one = await someone();
    value(await startRename(ada, one.input));
    await vi.waitFor(
      async () => expect(value(await viewRename(ada, { id: one.person.id }))?.state).toBe('done'),
      10_000,
    );
    expectRenamed(await stateOf(one), one);
  });

  test('says whom it could not tell', async () => {
    const one = await someone();
    await driveRename(ada, await begun(one));
    const view = value(await viewRename(ada, { id: one.person.id }));
    expect(view?.steps.find(({ name }) => name === 'contacts')).toMatchObject({
      done: 1,
      total: 1,
      left: [expect.stringContaining('far@away.example')],
    });
  });

  test('leaves what can’t move under the old name, and says so before and after', async () => {
    data.immovable.set('archive', 'The archive is in files.');
    const one = await someone();
    const preview = value(await previewRename(ada, one.input));
    expect(preview.stores).toContainEqual({
      store: 'Message archive',
      items: 2,
      movable: false,
      why: 'The archive is in files.',
    });
    await driveRename(ada, await begun(one));
    expect((await stateOf(one)).old.stores).toEqual([['archive', ['m1', 'm2']]]);
    const view = value(await viewRename(ada, { id: one.person.id }));
    expect(view?.steps.flatMap(({ left }) => left)).toContainEqual(
      `Message archive stays under ${one.old}: The archive is in files.`,
    );
  });

  test('changes only the directory where no server can move data, and holds and releases all the same', async () => {
    data.can = false;
    const one = await someone();
    data.sessions.clear();
    expect(value(await previewRename(ada, one.input)).onlyDirectory).toMatchObject({ why: 'This server can’t.' });
    await driveRename(ada, await begun(one));
    expect(await stateOf(one)).toMatchObject({ jid: one.now, uid: one.input.uid, lock: '' });
    expect(data.rosters.get(one.old)).toHaveLength(2);
    expect(value(await viewRename(ada, { id: one.person.id }))?.steps.flatMap(({ left }) => left)).not.toEqual([]);
  });

  test.each([
    ['disabled', '000001010000Z'],
    ['locked', '20260101000000Z'],
  ])('leaves somebody who was %s so', async (_, lock) => {
    const one = await someone();
    await arrange(portal, one.person.dn, [{ op: 'put', attribute: 'pwdAccountLockedTime', values: [lock] }]);
    await driveRename(ada, await begun(one));
    expect(await stateOf(one)).toMatchObject({ jid: one.now, lock });
  });

  test('keeps the order of other addresses, and takes back even a second address that became the first', async () => {
    const one = await someone();
    await arrange(portal, one.person.dn, [
      { op: 'put', attribute: 'mail', values: [one.old, one.now, `other-${one.person.uid}@elsewhere.example`] },
    ]);
    await untilDeath(await begun(one), 'after', 'address');
    expect((await stateOf(one)).addresses).toEqual([one.now, `other-${one.person.uid}@elsewhere.example`]);
    await driveRename(ada, await retaken(one, 'back'));
    expect((await stateOf(one)).addresses).toEqual([one.old, one.now, `other-${one.person.uid}@elsewhere.example`]);
  });
});

test('a person with several addresses gets the new one as the first of them', async () => {
  const one = await someone();
  const values = [one.old, `other-${one.person.uid}@elsewhere.example`];
  await arrange(portal, one.person.dn, [{ op: 'put', attribute: 'mail', values }]);
  await driveRename(ada, await begun(one));
  expect((await stateOf(one)).addresses).toEqual([one.now, `other-${one.person.uid}@elsewhere.example`]);
});

describe('cut off anywhere', () => {
  test.each(moments)('%s %s: nobody lives twice, and continuing ends where it would have', async (moment, step) => {
    const one = await someone();
    await untilDeath(await begun(one), moment, step);
    expect((await liveNames(one)).length).toBeLessThanOrEqual(1);
    await driveRename(ada, await retaken(one, null));
    expectRenamed(await stateOf(one), one);
    expect(await liveNames(one)).toEqual([one.now]);
  });

  test.each(moments.filter(([moment, step]) => step !== 'delete' || moment === 'before'))(
    '%s %s: taken back, all is as it was',
    async (moment, step) => {
      const one = await someone();
      const before = await stateOf(one);
      await untilDeath(await begun(one), moment, step);
      await driveRename(ada, await retaken(one, 'back'));
      expect(await stateOf(one)).toEqual(before);
      expect(await liveNames(one)).toEqual([one.old]);
      expect(value(await viewRename(ada, { id: one.person.id }))).toMatchObject({ state: 'taken-back' });
    },
  );

  test.each(tried.filter((step) => step !== 'delete'))(
    'while it is taken back, at %s: it is taken back to its end',
    async (step) => {
      const one = await someone();
      const before = await stateOf(one);
      await untilDeath(await begun(one), 'before', 'delete');
      await untilDeath(await retaken(one, 'back'), 'acted', step);
      expect((await liveNames(one)).length).toBeLessThanOrEqual(1);
      await driveRename(ada, await retaken(one, null));
      expect(await stateOf(one)).toEqual(before);
    },
  );

  test('once deleting has begun, only continuing is offered', async () => {
    const one = await someone();
    await untilDeath(await begun(one), 'acted', 'delete');
    await portal.db.prisma.job.updateMany({ data: { heartbeatAt: new Date(0) } });
    expect(await takeBackRename(ada, { id: one.person.id })).toMatchObject({
      ok: false,
      failure: { kind: 'conflict' },
    });
    expect(value(await viewRename(ada, { id: one.person.id }))?.may).toEqual({
      continue: null,
      takeBack: expect.stringContaining('rename back'),
    });
  });

  test('what the person made under the new name goes back with them', async () => {
    const one = await someone();
    await untilDeath(await begun(one), 'after', 'release');
    data.rosters.get(one.now)?.push(item('newcomer@north.example'));
    data.rosters.set('newcomer@north.example', [item(one.now)]);
    await driveRename(ada, await retaken(one, 'back'));
    expect(data.rosters.get(one.old)?.map(({ jid }) => jid)).toContain('newcomer@north.example');
    expect(data.rosters.get('newcomer@north.example')).toEqual([item(one.old)]);
    expect((await stateOf(one)).now).toEqual({ roster: [], stores: [] });
  });

  test('a message that came while it was held is not lost', async () => {
    const one = await someone();
    await untilDeath(await begun(one), 'after', 'count');
    data.stores.get(one.old)?.get('archive')?.add('m3');
    await driveRename(ada, await retaken(one, null));
    expect([...(data.stores.get(one.now)?.get('archive') ?? [])]).toEqual(['m1', 'm2', 'm3']);
  });

  test('of two that take it, one runs it; one that runs is nobody else’s', async () => {
    const one = await someone();
    const job = await begun(one);
    const taker = {
      id: job.id,
      version: job.version,
      direction: 'forward' as const,
      actorId: ada.actor.id,
      actorName: 'Ada',
    };
    expect(await takeJob(portal.db, taker)).toBeNull();
    expect(kindOf(await continueRename(ada, { id: one.person.id }))).toBe('conflict');
    await portal.db.prisma.job.updateMany({ data: { heartbeatAt: new Date(0) } });
    expect(value(await viewRename(ada, { id: one.person.id }))?.state).toBe('interrupted');
    const taken = await Promise.all([takeJob(portal.db, taker), takeJob(portal.db, taker)]);
    expect(taken.filter((got) => got !== null)).toHaveLength(1);
    await expect(driveRename(ada, job), 'the run that was thought dead does nothing more').rejects.toThrow('not ours');
    expect(await stateOf(one)).toMatchObject({ jid: one.old, lock: '' });
  });
});

describe('when something is away', () => {
  test.each(['copyStore archive', 'replaceContact', 'replaceAffiliate', 'stores', 'roster'])(
    'a server that is away at %s fails the step, and continuing goes on from there',
    async (question) => {
      const one = await someone();
      const job = await begun(one);
      data.fault = (asked) => (asked === question ? { kind: 'unavailable' } : null);
      await driveRename(ada, job);
      const view = value(await viewRename(ada, { id: one.person.id }));
      expect(view?.state).toBe('failed');
      expect(view?.steps.find(({ state }) => state === 'failed')?.failure).toMatchObject({
        why: 'The server can’t be reached.',
      });
      expect(await liveNames(one)).toEqual([]);
      data.fault = () => null;
      await driveRename(ada, await retaken(one, null));
      expectRenamed(await stateOf(one), one);
    },
  );

  test.each(['copyStore private', 'replaceContact', 'replaceAffiliate'])(
    'an answer to %s that never came is called so, and repeating it is safe',
    async (question) => {
      const one = await someone();
      data.fault = (asked) => (asked === question ? { kind: 'timeout', late: true } : null);
      await driveRename(ada, await begun(one));
      const view = value(await viewRename(ada, { id: one.person.id }));
      expect(view?.steps.find(({ state }) => state === 'failed')?.failure).toMatchObject({ uncertain: true });
      const rows = (await listAudit(portal.db, { realmKeys: null, targetId: one.person.id }, { offset: 0, limit: 50 }))
        .rows;
      expect(rows.some(({ outcome }) => outcome === 'unknown')).toBe(true);
      data.fault = () => null;
      await driveRename(ada, await retaken(one, null));
      expectRenamed(await stateOf(one), one);
    },
  );

  test('a rename isn’t begun at a server that is away', async () => {
    const one = await someone();
    fake.state = { is: 'away', since: new Date(), why: 'Gone.', nextTryAt: null };
    expect(kindOf(await previewRename(ada, one.input))).toBe('unavailable');
    expect(kindOf(await startRename(ada, one.input))).toBe('unavailable');
  });

  test('a copy with less in it than the original stops the rename before anything is deleted', async () => {
    const one = await someone();
    const job = await begun(one);
    const copyStore = fake.abilities.copyStore;
    fake.abilities.copyStore = async () => ({ ok: true, value: { copied: 0 } });
    // Adapted servers are made once; this one reads its abilities afresh.
    portal.xmpp.connections.leave((await portal.db.prisma.managedServer.findFirstOrThrow()).id);
    await driveRename(ada, job);
    fake.abilities.copyStore = copyStore;
    portal.xmpp.connections.leave((await portal.db.prisma.managedServer.findFirstOrThrow()).id);
    expect(value(await viewRename(ada, { id: one.person.id }))?.state).toBe('failed');
    expect(data.rosters.get(one.old)).toHaveLength(2);
  });
});

describe('rights', () => {
  test('a foreign realm is not there, and who holds more is not renamed', async () => {
    const one = await someone();
    const hana = await asAccount(portal, 'hana');
    for (const run of [previewRename, startRename]) expect(kindOf(await run(hana, one.input))).toBe('not-found');
    for (const run of [continueRename, takeBackRename])
      expect(kindOf(await run(hana, { id: one.person.id }))).toBe('not-found');
    const rex = await asAccount(portal, 'rex');
    expect(await startRename(rex, { ...one.input, id: ada.actor.id })).toMatchObject({ failure: { kind: 'refused' } });
    expect(kindOf(await startRename(ada, { ...one.input, id: ada.actor.id })), 'nobody holds themselves').toBe(
      'refused',
    );
  });

  test('an old address that came from elsewhere into the entry leads to nobody’s data or sessions', async () => {
    const stranger = await newPerson(portal, 'stranger', 'south');
    const bot = `bot-${stranger.uid}@north.example`;
    await arrange(portal, stranger.dn, [
      { op: 'delete', attribute: 'mail', values: [`${stranger.uid}@south.example`] },
      { op: 'add', attribute: 'mail', values: [bot] },
    ]);
    data.sessions.set(bot, [`${bot}/desk`]);
    data.rosters.set(bot, [item(friend)]);
    const input = { id: stranger.id, uid: stranger.uid, jid: `${stranger.uid}@south.example` };
    for (const run of [previewRename, startRename])
      expect(await run(ada, input)).toMatchObject({ ok: false, failure: { kind: 'invalid', field: 'jid' } });
    expect(data.sessions.get(bot)).toEqual([`${bot}/desk`]);
  });

  test('a domain of another realm is refused', async () => {
    const one = await someone();
    expect(await startRename(ada, { ...one.input, jid: 'somebody@south.example' })).toMatchObject({
      failure: { kind: 'invalid', field: 'jid' },
    });
  });

  test('a delegated administrator renames, and stops when the right goes; another one continues', async () => {
    const one = await someone();
    const rex = await asAccount(portal, 'rex');
    const job = await begun(one, rex);
    let revoked = false;
    const judge: Context['judge'] = (...asked) =>
      revoked && asked[1] === 'users.rename'
        ? { allowed: false, hidden: false, reason: 'Not any more.' }
        : rex.judge(...asked);
    await driveRename({ ...rex, judge }, job, (moment, step) => {
      revoked ||= moment === 'after' && step === 'count';
    });
    const view = value(await viewRename(ada, { id: one.person.id }));
    expect(view).toMatchObject({ state: 'interrupted', actor: rex.actor.name });
    expect(view?.steps.find(({ failure }) => failure)).toMatchObject({ name: 'address', failure: { kind: 'refused' } });
    expect(await stateOf(one)).toMatchObject({ jid: one.old });
    await driveRename(ada, await retaken(one, null));
    expectRenamed(await stateOf(one), one);
  });

  test('who may only read sees that it goes on, but not with whom the person talks', async () => {
    const one = await someone();
    await driveRename(ada, await begun(one));
    const view = value(await viewRename(await asAccount(portal, 'aud'), { id: one.person.id }));
    expect(view?.state).toBe('done');
    expect(JSON.stringify(view)).not.toContain('far@away.example');
  });
});

describe('while it is unfinished', () => {
  test('neither name is given to anybody, and the person is changed by nothing else', async () => {
    const one = await someone();
    await untilDeath(await begun(one), 'after', 'address');
    const { id } = one.person;
    const realm = portal.tree.realmsBase.child('ou', 'north').toString();
    for (const mail of [one.old, one.now])
      expect(kindOf(await createUser(ada, { realm, uid: `x${randomUUID().slice(0, 8)}`, sn: 'X', mail }))).toBe(
        'taken',
      );
    expect(
      kindOf(await createUser(ada, { realm, uid: one.input.uid, sn: 'X', mail: `x${Date.now()}@north.example` })),
    ).toBe('taken');
    const edit = { id, before: { mail: [one.now] }, after: { mail: ['third-name@north.example'] } };
    for (const result of [
      await enableUser(ada, { id }),
      await disableUser(ada, { id }),
      await renameUser(ada, { id, uid: 'third-name' }),
      await deleteUser(ada, { id, confirm: one.person.uid }),
      await editUser(ada, edit),
      await startRename(ada, { ...one.input, jid: 'third-name@north.example' }),
    ])
      expect(kindOf(result)).toBe('conflict');
  });

  test('but both names are free again when another tool has deleted the person', async () => {
    const one = await someone();
    await untilDeath(await begun(one), 'after', 'hold');
    const taker = { realm: portal.tree.realmsBase.child('ou', 'north').toString(), uid: one.person.uid, sn: 'Taker' };
    expect(await createUser(ada, { ...taker, mail: one.old })).toMatchObject({ failure: { kind: 'taken' } });
    const { entry } = await found(one.person.id);
    value(await portal.directory.as(ada.actor.dn).delete(entry.dn));
    expect(await createUser(ada, { ...taker, mail: one.old }), 'while a run may live').toMatchObject({
      failure: { kind: 'taken' },
    });
    await portal.db.prisma.job.updateMany({ data: { heartbeatAt: new Date(0) } });
    value(await createUser(ada, { ...taker, mail: one.old }));
    const other = await someone();
    value(await startRename(ada, { ...other.input, uid: one.input.uid, jid: one.now, merge: true }));
  });

  test('somebody enabled by another tool is held again, and all is copied once more', async () => {
    const one = await someone();
    await untilDeath(await begun(one), 'after', 'contacts');
    const { dn } = (await found(one.person.id)).entry;
    await arrange(portal, dn, [{ op: 'delete', attribute: 'pwdAccountLockedTime' }]);
    data.stores.get(one.old)?.get('private')?.add('written meanwhile');
    await driveRename(ada, await retaken(one, null));
    expect(value(await viewRename(ada, { id: one.person.id }))?.state).toBe('interrupted');
    await driveRename(ada, await retaken(one, null));
    expect([...(data.stores.get(one.now)?.get('private') ?? [])]).toEqual(['notes', 'written meanwhile']);
    expect(await liveNames(one)).toEqual([one.now]);
  });

  test('a new name that holds data is taken only when told to, and what was there is never deleted', async () => {
    const one = await someone();
    data.stores.set(one.now, new Map([['private', new Set(['of another time'])]]));
    expect(value(await previewRename(ada, one.input)).occupied).toEqual([{ store: 'Private data', items: 1 }]);
    expect(await startRename(ada, one.input)).toMatchObject({ failure: { kind: 'taken', field: 'merge' } });
    const merged = { ...one, input: { ...one.input, merge: true } };
    await untilDeath(await begun(merged), 'after', 'copy-private');
    await driveRename(ada, await retaken(merged, 'back'));
    expect(data.stores.get(one.now)?.get('private')).toContain('of another time');
  });

  test('a name that somebody else has, also as a second address, is taken', async () => {
    const [one, other] = [await someone(), await newPerson(portal, 'other')];
    await arrange(portal, other.dn, [{ op: 'add', attribute: 'mail', values: [one.now] }]);
    expect(await startRename(ada, one.input)).toMatchObject({ failure: { kind: 'taken', field: 'jid' } });
  });
});

test('what is over is forgotten after a quarter of a year, and what is not over never is', async () => {
  const [over, open] = [await someone(), await someone()];
  await driveRename(ada, await begun(over));
  await untilDeath(await begun(open), 'before', 'address');
  await portal.db.prisma.job.updateMany({ data: { changedAt: new Date(0), heartbeatAt: new Date(0) } });
  expect(await purgeJobs(portal.db)).toBe(1);
  expect(value(await viewRename(ada, { id: over.person.id }))).toBeNull();
  expect(value(await viewRename(ada, { id: open.person.id }))?.state).toBe('interrupted');
});

test('start, every step that changes something, and the end stand in the person’s history, each begun before it was done', async () => {
  const one = await someone();
  await driveRename(ada, await begun(one));
  const rows = (await listAudit(portal.db, { realmKeys: null, targetId: one.person.id }, { offset: 0, limit: 50 }))
    .rows;
  expect(rows.toReversed().map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
    [
      'users.create',
      'users.rename-start',
      'users.rename-hold',
      'users.rename-sessions',
      'users.rename-address',
      'users.rename',
      ...Array(4).fill('users.rename-copy'),
      'users.rename-contacts',
      'users.rename-rooms',
      'users.rename-release',
      'users.rename-delete',
      'users.rename-end',
    ].map((action) => `${action} succeeded`),
  );
});
