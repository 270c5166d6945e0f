import { describe, expect, test } from 'vitest';
import { takeJob } from '../../../../store/jobs.ts';
import { kindOf, value } from '../../../testing/signed-in.ts';
import { driveRename } from '../drive.ts';
import { continueRename, takeBackRename } from '../start-rename.ts';
import { stepsOf } from '../steps.ts';
import { viewRename } from '../view-rename.ts';
import {
  ada,
  begun,
  data,
  expectRenamed,
  item,
  liveNames,
  portal,
  retaken,
  setScene,
  someone,
  stateOf,
  untilDeath,
} from './rename-under-test.ts';

setScene();

const steps = stepsOf({ moves: 'data', from: { jid: 'a', uid: 'a' }, to: { jid: 'b', uid: 'b' } }).map(
  ({ name }) => name,
);
/** The stores are copied alike; after a step is before the next one. */
const tried = steps.filter((step) => !/^copy-(?!roster|archive)/.test(step));
const moments = tried.flatMap((step) => (['before', 'acted'] as const).map((moment) => [moment, step] as const));

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
