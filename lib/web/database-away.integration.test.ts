import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../services/sign-in/sign-in.ts';
import { accountId, accountPassword, asAccount, filledCatalog, testPortal } from '../services/testing/portal.ts';
import { editUser } from '../services/users/edit-user.ts';
import { listUsers } from '../services/users/list-users.ts';
import { openDatabase } from '../store/database.ts';
import { liveContext } from './live-context.ts';

const portal = testPortal();
/** Nothing listens on the discard port of this address. */
const db = openDatabase('postgresql://nobody:none@127.0.0.91:9/none');
const without = { ...portal, db };

beforeAll(() => filledCatalog(portal));
afterAll(() => db.close());

const unavailable = { ok: false, failure: { kind: 'unavailable', why: 'The portal’s database does not answer.' } };

test('without the database nobody is served, and is told why', async () => {
  expect(await liveContext(without, 'any session', '127.0.0.1')).toMatchObject(unavailable);
});

test('without the database nobody signs in, and is told why', async () => {
  const credentials = { username: 'uma', password: accountPassword('uma'), address: '127.0.0.1', userAgent: 'test' };
  expect(await signIn(without, credentials)).toMatchObject(unavailable);
});

test('without the database a list is a sentence and no fault', async () => {
  const ada = await asAccount(portal, 'ada');
  expect(await listUsers({ ...ada, db }, {})).toMatchObject(unavailable);
});

test('without the database, where nothing can be recorded, nothing is changed', async () => {
  const [ada, id] = [await asAccount(portal, 'ada'), await accountId(portal, 'uma')];
  const edited = await editUser({ ...ada, db }, { id, before: {}, after: { roomNumber: ['404'] } });
  expect(edited).toMatchObject(unavailable);
  const uma = await portal.directory.asService().search({
    base: portal.tree.realmsBase,
    scope: 'sub',
    filter: { is: 'equal', attribute: 'roomNumber', value: '404' },
    attributes: [],
  });
  expect(uma).toMatchObject({ ok: true, value: { entries: [] } });
});
