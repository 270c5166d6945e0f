import { expect, test } from 'vitest';
import { ok } from '../../../../domain/failure.ts';
import { removeServer } from '../../../servers/remove-server.ts';
import { value } from '../../../testing/signed-in.ts';
import { beginOffered } from '../begin-offered.ts';
import { editOffer } from '../edit-offer.ts';
import { withdrawOffer } from '../withdraw-offer.ts';
import {
  ada,
  lastRecord,
  northDn,
  offered,
  played,
  rex,
  rule,
  server,
  setScene,
  settings,
  stage,
} from './offer-under-test.ts';

setScene();

test('making, editing and withdrawing stand in the log, with before and after', async () => {
  const id = await offered({ fields: [rule('reason', { is: 'fixed', values: ['Maintenance'] })] });
  expect(await lastRecord()).toMatchObject({
    ...{ action: 'commands.offer', targetName: 'End a session', before: null, realmKey: null },
    after: { realm: ['north'], audience: ['Manage users'], 'field reason': ['fixed', 'Maintenance'] },
  });
  value(await editOffer(ada, { id, version: 1, settings: settings({ name: 'Sign somebody out' }) }));
  expect(await lastRecord()).toMatchObject({
    ...{ action: 'commands.edit-offer', after: { name: ['Sign somebody out'], 'field reason': [] } },
    before: { name: ['End a session'], 'field reason': ['fixed', 'Maintenance'] },
  });
  value(await withdrawOffer(ada, { id }));
  expect(await lastRecord()).toMatchObject({ action: 'commands.withdraw-offer', outcome: 'succeeded', after: null });
});

test('a command without a form is run by being begun, is on the record, and its words are sifted', async () => {
  const id = await offered();
  const notes = [{ severity: 'info' as const, text: 'Up for 3 days' }];
  played.answer = () => ok(stage({ status: 'completed', notes }));
  expect(value(await beginOffered(rex, { offer: id }))).toMatchObject({ status: 'completed', notes, actions: [] });
  expect(await lastRecord()).toMatchObject({ action: 'commands.begin', realmKey: northDn.key, outcome: 'succeeded' });
});

test('a server that is removed takes its offers with it, and the record names them', async () => {
  const id = await offered({ name: 'Gone with its server' });
  value(await removeServer(ada, { id: server, confirm: 'Offering' }));
  expect((await lastRecord())?.before).toMatchObject({ offers: expect.arrayContaining(['Gone with its server']) });
  expect(await beginOffered(rex, { offer: id })).toMatchObject({ failure: { kind: 'not-found' } });
});
