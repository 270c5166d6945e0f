import { describe, expect, test, vi } from 'vitest';
import { listAudit } from '../../../../store/audit-list.ts';
import { addOccupants } from '../../../roles/add-occupants.ts';
import { createRole } from '../../../roles/create-role.ts';
import { arrange, value } from '../../../testing/signed-in.ts';
import { driveRename } from '../drive.ts';
import { previewRename } from '../preview-rename.ts';
import { startRename } from '../start-rename.ts';
import { viewRename } from '../view-rename.ts';
import {
  ada,
  begun,
  data,
  expectRenamed,
  liveNames,
  portal,
  retaken,
  setScene,
  someone,
  stateOf,
  untilDeath,
} from './rename-under-test.ts';

setScene();

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
