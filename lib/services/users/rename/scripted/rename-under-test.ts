import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Context } from '../../../context.ts';
import type { Watch } from '../../../jobs/run-job.ts';
import { addServer } from '../../../servers/add-server.ts';
import { fakeConnector, fakeServer } from '../../../testing/fake-connector.ts';
import { asAccount, testPortal } from '../../../testing/portal.ts';
import { scriptedData } from '../../../testing/scripted-data.ts';
import { type Made, newPerson, value } from '../../../testing/signed-in.ts';
import { findUser } from '../../find-user.ts';
import { viewUser } from '../../view-user.ts';
import { driveRename, type RenameJob } from '../drive.ts';
import { renameInput } from '../preview-rename.ts';
import { newRename, retakenRename } from '../start-rename.ts';

/**
 * For tests only. The job itself: a directory that is real, and an XMPP server by script, since no real one dies between two
 * given steps. ../real-servers.integration.test.ts does the same on ejabberd and Prosody.
 */
export const fake = fakeServer();
const scripted = scriptedData(['north.example', 'north.example.net']);
export const { data } = scripted;
fake.abilities = scripted.abilities;
export const portal = testPortal({}, fakeConnector(fake));
const online = fake.state;
export let ada: Context;

/** The scripted server in a portal of its own, and nothing in it before each test. */
export function setScene(): void {
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
}

export type Renaming = { person: Made; old: string; now: string; input: { id: string; uid: string; jid: string } };

export const friend = 'friend@north.example';
export const item = (jid: string, subscription = 'both') => ({ jid, name: 'N', subscription, ask: '', groups: ['G'] });

/** Somebody with all that there is: contacts here and elsewhere, data, a room, an open session. */
export async function someone(): Promise<Renaming> {
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

export const found = async (id: string) => value(await findUser(portal, id, ['mail']));
export async function begun({ input }: Renaming, as = ada): Promise<RenameJob> {
  return value(await newRename(as, renameInput.parse(input), await found(input.id)));
}
export async function retaken({ input }: Renaming, direction: 'back' | null, as = ada): Promise<RenameJob> {
  await portal.db.prisma.job.updateMany({ where: { state: 'running' }, data: { heartbeatAt: new Date(0) } });
  return value(await retakenRename(as, await found(input.id), direction));
}

class Died extends Error {}
const dieAt =
  (moment: string, step: string): Watch =>
  (now, at) => {
    if (now === moment && at === step) throw new Died();
  };
export async function untilDeath(job: RenameJob, moment: string, step: string): Promise<void> {
  await expect(driveRename(ada, job, dieAt(moment, step))).rejects.toThrow(Died);
}

/** Everything that a rename touches, so that "as before" can be told by comparing. */
export async function stateOf({ person, old, now }: Renaming) {
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
export async function liveNames({ person, old, now }: Renaming): Promise<string[]> {
  const { entry } = await found(person.id);
  const bound = value(await portal.directory.checkPassword(entry.dn, person.password));
  return bound.accepted ? [old, now].filter((jid) => entry.all('mail').includes(jid)) : [];
}

export function expectRenamed(state: Awaited<ReturnType<typeof stateOf>>, { old, now, input }: Renaming) {
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
