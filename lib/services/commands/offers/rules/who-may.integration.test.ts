import { describe, expect, test } from 'vitest';
import { asAccount } from '../../../testing/portal.ts';
import { newPerson, value } from '../../../testing/signed-in.ts';
import { beginOffered } from '../begin-offered.ts';
import { editOffer } from '../edit-offer.ts';
import { findOfferedJids } from '../find-offered-jids.ts';
import { listOffered } from '../list-offered.ts';
import { listOffers } from '../list-offers.ts';
import { makeOffer } from '../make-offer.ts';
import { withdrawOffer } from '../withdraw-offer.ts';
import { ada, begun, field, northDn, offered, portal, rex, rule, setScene, settings } from './offer-under-test.ts';

setScene();

describe('who may', () => {
  test.each(['rex', 'hana', 'uma', 'otto', 'aud'])('%s offers nothing and sees no offer’s settings', async (uid) => {
    const id = await offered();
    const context = await asAccount(portal, uid);
    for (const refused of [
      await makeOffer(context, settings()),
      await editOffer(context, { id, version: 1, settings: settings() }),
      await withdrawOffer(context, { id }),
      await listOffers(context, {}),
    ])
      expect(['refused', 'not-found']).toContain(refused.ok ? 'ok' : refused.failure.kind);
    expect(value(await listOffers(ada, { id }))).toHaveLength(1);
  });

  test('a list tells names and descriptions, in the realm that is looked at, and nothing else', async () => {
    await portal.db.prisma.commandOffer.deleteMany();
    const id = await offered({ fields: [rule('x', { is: 'hidden', values: ['hush'] })] });
    const row = {
      id,
      name: 'End a session',
      description: 'Signs somebody out.',
      realmKey: northDn.key,
      realmPath: 'north',
    };
    expect(value(await listOffered(rex, {}))).toEqual([row]);
    expect(value(await listOffered(rex, { realm: northDn.child('ou', 'field').key }))).toEqual([]);
  });

  test('a realm that is gone takes its offers with it, also when one of its name comes back', async () => {
    const id = await offered();
    const other = '00000000-0000-4000-8000-000000000001';
    await portal.db.prisma.commandOffer.update({ where: { id }, data: { realmId: other } });
    expect(await beginOffered(rex, { offer: id })).toMatchObject({ failure: { kind: 'not-found' } });
    expect(value(await listOffered(rex, {})).some((row) => row.id === id)).toBe(false);
  });

  test('people are found for an offered command in its realm only', async () => {
    const step = await begun([field('who', { type: 'jid-single' })]);
    const [own, foreign] = [await newPerson(portal, 'own'), await newPerson(portal, 'foreign', 'south')];
    const found = value(await findOfferedJids(rex, { token: step.token, ids: [own.id, foreign.id] }));
    expect(found.map(({ id }) => id)).toEqual([own.id]);
  });
});
