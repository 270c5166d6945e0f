import { readFileSync } from 'node:fs';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { serverOf, signIn } from '../../../../lab/xmpp/for-tests.ts';
import { Refused } from '../../../../lab/xmpp/session.ts';
import { find } from '../../../../lab/xmpp/xml.ts';
import { xmppConnector } from '../../../xmpp/connect.ts';
import type { Context } from '../../context.ts';
import { addMembers } from '../../groups/add-members.ts';
import { createGroup } from '../../groups/create-group.ts';
import type { Watch } from '../../jobs/run-job.ts';
import { addOccupants } from '../../roles/add-occupants.ts';
import { createRole } from '../../roles/create-role.ts';
import { addServer } from '../../servers/add-server.ts';
import { viewServer } from '../../servers/view-server.ts';
import { asAccount, testPortal } from '../../testing/portal.ts';
import { type Made, newPerson, value } from '../../testing/signed-in.ts';
import { findUser } from '../find-user.ts';
import { viewUser } from '../view-user.ts';
import { archived, ask, befriend, enter, leave, leaveAll, online, owners, roster } from './client-under-test.ts';
import { driveRename, type RenameJob } from './drive.ts';
import { previewRename, renameInput } from './preview-rename.ts';
import { newRename, retakenRename } from './start-rename.ts';
import { stepsOf } from './steps.ts';
import { viewRename } from './view-rename.ts';

/** Renames on the lab's ejabberd and Prosody, seen through the eyes of clients that sign in to them. */
const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
let ada: Context;

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  // Another file's would be asked about rooms.
  await portal.db.prisma.managedServer.deleteMany();
  for (const name of ['north', 'south'] as const) {
    const { host, ports, admin, domains } = serverOf(`x@${name}.example`);
    const settings = {
      name: `${name}, for renames`,
      domain: domains[0],
      host,
      port: ports.starttls,
      tls: 'starttls',
      ca: readFileSync(inject('xmpp').caFile, 'utf8'),
      jid: admin.jid,
      mechanisms: ['SCRAM-SHA-256', 'PLAIN'],
    };
    const { id } = value(await addServer(ada, { settings, secret: admin.password }));
    await vi.waitFor(async () => expect(value(await viewServer(ada, { id })).state.is).toBe('online'), 10_000);
  }
});
afterEach(leaveAll);
afterAll(async () => {
  await portal.db.prisma.managedServer.deleteMany();
  await portal.db.prisma.job.deleteMany();
});

type Scene = {
  person: Made;
  friends: { person: Made; jid: string }[];
  old: string;
  now: string;
  rooms: string[];
  memberships: string[];
  input: { id: string; uid: string; jid: string };
};

/** Somebody with contacts on both servers, a vCard, private data, an archive, rooms on both servers, and a role. */
async function scene(realm: 'north' | 'south', domain: string): Promise<Scene> {
  const person = await newPerson(portal, 'before', realm);
  const friends = await Promise.all(
    (['north', 'south'] as const).map(async (at) => {
      const friend = await newPerson(portal, `friend-${at}`, at);
      return { person: friend, jid: `${friend.uid}@${at}.example` };
    }),
  );
  const old = `${person.uid}@${realm}.example`;
  const uid = person.uid.replace('before', 'after');
  const session = await online(old, person.password);
  for (const { jid, person: friend } of friends) {
    const theirs = await online(jid, friend.password);
    await befriend(session, theirs);
    await ask(
      theirs,
      'set',
      `<query xmlns="jabber:iq:roster"><item jid="${old}" name="Pal"><group>Work</group></item></query>`,
    );
    await leave(theirs);
  }
  await ask(session, 'set', '<vCard xmlns="vcard-temp"><FN>Before</FN></vCard>');
  await ask(session, 'set', '<query xmlns="jabber:iq:private"><notes xmlns="urn:example:notes">mine</notes></query>');
  session.say(friends[0]?.jid as string, 'Said before the rename');
  const rooms = ['north', 'south'].map((at) => `${person.uid}@rooms.${at}.example`);
  for (const room of rooms) await enter(session, room);
  const group = `Group of ${person.uid}`;
  const home = portal.tree.realmsBase.child('ou', realm).toString();
  const { id: groupId } = value(await createGroup(ada, { realm: home, name: group }));
  value(await addMembers(ada, { id: groupId, members: [person.id] }));
  const role = `Role of ${person.uid}`;
  value(await addOccupants(ada, { id: value(await createRole(ada, { name: role })).id, occupants: [person.id] }));
  return {
    person,
    friends,
    old,
    now: `${uid}@${domain}`,
    rooms,
    memberships: [group, role],
    input: { id: person.id, uid, jid: `${uid}@${domain}` },
  };
}

/** By which of both names somebody gets in. */
async function liveNames({ old, now, person }: Scene): Promise<string[]> {
  const tried = await Promise.all(
    [old, now].map(async (jid) => {
      try {
        await (await signIn(jid, person.password)).close();
        return [jid];
      } catch (error) {
        if (error instanceof Refused) return [];
        throw error;
      }
    }),
  );
  return tried.flat();
}

/** Everything, as the person finds it under one name, and their friends find them. */
async function expectAt(one: Scene, name: string): Promise<void> {
  const { person, friends, old, now, rooms, memberships } = one;
  const other = name === old ? now : old;
  expect(await liveNames(one)).toEqual([name]);
  const session = await online(name, person.password);
  expect(await roster(session)).toEqual(friends.map(({ jid }) => `${jid} both`).sort());
  expect(find(await ask(session, 'get', '<vCard xmlns="vcard-temp"/>'), 'FN')?.text).toBe('Before');
  const notes = '<query xmlns="jabber:iq:private"><notes xmlns="urn:example:notes"/></query>';
  expect(find(await ask(session, 'get', notes), 'notes')?.text).toBe('mine');
  expect(await archived(session)).toContain('Said before the rename');
  for (const room of rooms) expect(await owners(session, room)).toEqual([name]);
  await leave(session);
  for (const { jid, person: friend } of friends) {
    const theirs = await online(jid, friend.password);
    expect(await roster(theirs)).toEqual([`${name} both Work`]);
    await leave(theirs);
  }
  const view = value(await viewUser(ada, { id: person.id }));
  expect([view.jid, view.memberships.map(({ name: called }) => called).sort()]).toEqual([name, memberships]);
  expect(JSON.stringify(view.attributes)).not.toContain(other);
}

const found = async (id: string) => value(await findUser(portal, id, ['mail']));
const begun = async ({ input }: Scene) => value(await newRename(ada, renameInput.parse(input), await found(input.id)));
async function retaken({ input }: Scene, direction: 'back' | null): Promise<RenameJob> {
  await portal.db.prisma.job.updateMany({ where: { state: 'running' }, data: { heartbeatAt: new Date(0) } });
  return value(await retakenRename(ada, await found(input.id), direction));
}

class Died extends Error {}
/** Dies when `step` has acted and nobody has written that down. True when it got there. */
async function diesAt(job: RenameJob, step: string): Promise<boolean> {
  const watch: Watch = (moment, at) => {
    if (moment === 'acted' && at === step) throw new Died();
  };
  try {
    await driveRename(ada, job, watch);
    return false;
  } catch (error) {
    if (error instanceof Died) return true;
    throw error;
  }
}
const failuresOf = async ({ input }: Scene) =>
  value(await viewRename(ada, { id: input.id }))?.steps.flatMap(({ name, failure }) =>
    failure ? [`${name}: ${failure.why}`] : [],
  );

describe.each([
  ['ejabberd', 'north', 'north.example.net'],
  ['Prosody', 'south', 'south.example'],
] as const)('on %s', (_, realm, domain) => {
  const steps = stepsOf({ moves: 'data', from: { jid: 'a', uid: 'a' }, to: { jid: 'b', uid: 'b' } }).map(
    ({ name }) => name,
  );

  test('the preview says what moves, whom it tells and which sessions end', async () => {
    const one = await scene(realm, domain);
    const preview = value(await previewRename(ada, one.input));
    expect(preview).toMatchObject({
      onlyDirectory: null,
      occupied: [],
      sessions: 1,
      contacts: { here: 2, foreignCount: 0 },
    });
    const moving = preview.stores.filter(({ movable }) => movable).map(({ store }) => store);
    expect(moving).toEqual(
      expect.arrayContaining(['Contacts', 'vCard', 'Private data', 'Message archive', 'Room affiliations']),
    );
  });

  test('a person is renamed with all that there is, and the old name gets nobody in', async () => {
    const one = await scene(realm, domain);
    const begunAt = performance.now();
    await driveRename(ada, await begun(one));
    console.info(`renamed on ${realm} in ${Math.round(performance.now() - begunAt)} ms`);
    expect(await failuresOf(one)).toEqual([]);
    expect(value(await viewRename(ada, { id: one.person.id }))?.steps.flatMap(({ left }) => left)).toEqual([]);
    await expectAt(one, one.now);
  });

  test('cut off in every single step and continued, it ends the same, and nobody ever lives twice', async () => {
    const one = await scene(realm, domain);
    let job = await begun(one);
    for (const step of steps) {
      expect(await diesAt(job, step), step).toBe(true);
      expect((await liveNames(one)).length, step).toBeLessThanOrEqual(1);
      job = await retaken(one, null);
    }
    await driveRename(ada, job);
    expect(await failuresOf(one)).toEqual([]);
    await expectAt(one, one.now);
  });

  test('cut off in every single step and taken back, all is as it was, and nobody ever lives twice', async () => {
    const one = await scene(realm, domain);
    expect(await diesAt(await begun(one), 'release')).toBe(true);
    let job = await retaken(one, 'back');
    for (const step of steps.filter((name) => name !== 'delete').toReversed()) {
      expect(await diesAt(job, step), step).toBe(true);
      expect((await liveNames(one)).length, step).toBeLessThanOrEqual(1);
      job = await retaken(one, null);
    }
    await driveRename(ada, job);
    expect(await failuresOf(one)).toEqual([]);
    await expectAt(one, one.old);
  });
});
