import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { purgeJobs } from '../../../../store/jobs.ts';
import { arrange, kindOf, newPerson, value } from '../../../testing/signed-in.ts';
import { createUser } from '../../create-user.ts';
import { deleteUser } from '../../delete-user.ts';
import { editUser } from '../../edit-user.ts';
import { disableUser, enableUser } from '../../lock-user.ts';
import { renameUser } from '../../rename-user.ts';
import { driveRename } from '../drive.ts';
import { previewRename } from '../preview-rename.ts';
import { startRename } from '../start-rename.ts';
import { viewRename } from '../view-rename.ts';
import {
  ada,
  begun,
  data,
  found,
  liveNames,
  portal,
  retaken,
  setScene,
  someone,
  untilDeath,
} from './rename-under-test.ts';

setScene();

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
