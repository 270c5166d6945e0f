import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { addServer } from '../servers/add-server.ts';
import { editServer } from '../servers/edit-server.ts';
import { fakeConnector, fakeServer } from '../testing/fake-connector.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { newPerson, value } from '../testing/signed-in.ts';
import { checkName } from './check-name.ts';
import { createUser } from './create-user.ts';
import { editUser } from './edit-user.ts';
import { moveUser } from './move-user.ts';
import { startRename } from './rename/start-rename.ts';

/** Who is an administrator on a server is decided by an address; no delegate may come by it. */
const portal = testPortal({}, fakeConnector(fakeServer()));
const realm = portal.tree.realmsBase.child('ou', 'north').toString();
const own = 'bailiwick@north.example';
const settings = {
  ...{
    name: 'With an account of its own',
    domain: 'north.example',
    host: '127.0.0.9',
    port: 5222,
    tls: 'starttls',
    ca: '',
  },
  ...{ jid: own, mechanisms: ['SCRAM-SHA-256'] },
};
let ada: Context;
let rex: Context;
let server: string;

beforeAll(async () => {
  [ada, rex] = [await asAccount(portal, 'ada'), await asAccount(portal, 'rex')];
  await portal.db.prisma.managedServer.deleteMany();
  server = value(await addServer(ada, { settings, secret: 'x' })).id;
});
afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));

const taken = { ok: false, failure: { kind: 'taken' } };

test.each([own, 'BailiWick@North.Example'])(
  '%s, the portal’s own account on a server, becomes no person’s',
  async (jid) => {
    const { id, uid } = await newPerson(portal, 'climber');
    const mail = `${uid}@north.example`;
    const person = { realm, uid: `${uid}-2`, sn: 'Climber', mail: jid };
    expect(await createUser(rex, person)).toMatchObject(taken);
    expect(await checkName(rex, { realm, mail: jid })).toMatchObject(taken);
    expect(await editUser(rex, { id, before: { mail: [mail] }, after: { mail: [jid] } })).toMatchObject(taken);
    expect(await editUser(rex, { id, before: { mail: [mail] }, after: { mail: [mail, jid] } })).toMatchObject(taken);
    expect(await startRename(rex, { id, uid, jid })).toMatchObject(taken);
    const guest = await newPerson(portal, 'guest', 'south');
    expect(await moveUser(ada, { id: guest.id, realm, mail: jid })).toMatchObject(taken);
  },
);

test('a person of a realm, whose password others may reset, is not taken for the portal’s account', async () => {
  const { uid } = await newPerson(portal, 'somebody');
  const theirs = { ...settings, jid: `${uid}@north.example` };
  const refused = { ok: false, failure: { kind: 'constraint', field: 'settings.jid' } };
  expect(await addServer(ada, { settings: { ...theirs, name: 'Another' }, secret: 'x' })).toMatchObject(refused);
  expect(await editServer(ada, { id: server, version: 1, settings: theirs, secret: 'x' })).toMatchObject(refused);
});
