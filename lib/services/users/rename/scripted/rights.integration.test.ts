import { describe, expect, test } from 'vitest';
import type { Context } from '../../../context.ts';
import { asAccount } from '../../../testing/portal.ts';
import { arrange, kindOf, newPerson, value } from '../../../testing/signed-in.ts';
import { driveRename } from '../drive.ts';
import { previewRename } from '../preview-rename.ts';
import { continueRename, startRename, takeBackRename } from '../start-rename.ts';
import { viewRename } from '../view-rename.ts';
import {
  ada,
  begun,
  data,
  expectRenamed,
  friend,
  item,
  portal,
  retaken,
  setScene,
  someone,
  stateOf,
} from './rename-under-test.ts';

setScene();

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
