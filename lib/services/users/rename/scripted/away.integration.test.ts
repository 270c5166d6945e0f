import { describe, expect, onTestFinished, test } from 'vitest';
import { listAudit } from '../../../../store/audit-list.ts';
import { kindOf, value } from '../../../testing/signed-in.ts';
import { driveRename } from '../drive.ts';
import { previewRename } from '../preview-rename.ts';
import { startRename } from '../start-rename.ts';
import { viewRename } from '../view-rename.ts';
import {
  ada,
  begun,
  data,
  expectRenamed,
  fake,
  liveNames,
  portal,
  retaken,
  setScene,
  someone,
  stateOf,
} from './rename-under-test.ts';

setScene();

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
    const { id: server } = await portal.db.prisma.managedServer.findFirstOrThrow();
    // Adapted servers are made once; after `leave` this one reads its abilities afresh.
    fake.abilities.copyStore = async () => ({ ok: true, value: { copied: 0 } });
    portal.xmpp.connections.leave(server);
    onTestFinished(() => {
      fake.abilities.copyStore = copyStore;
      portal.xmpp.connections.leave(server);
    });
    await driveRename(ada, job);
    expect(value(await viewRename(ada, { id: one.person.id }))?.state).toBe('failed');
    expect(data.rosters.get(one.old)).toHaveLength(2);
  });
});
