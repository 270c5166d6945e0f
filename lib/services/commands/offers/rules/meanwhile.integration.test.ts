import { describe, expect, test } from 'vitest';
import { ok } from '../../../../domain/failure.ts';
import { arrange, liveContextOf, newPerson, signedIn, value } from '../../../testing/signed-in.ts';
import { continueCommand } from '../../continue-command.ts';
import { exportResult } from '../../export-result.ts';
import { beginOffered } from '../begin-offered.ts';
import { continueOffered } from '../continue-offered.ts';
import { editOffer } from '../edit-offer.ts';
import { withdrawOffer } from '../withdraw-offer.ts';
import {
  ada,
  begun,
  field,
  form,
  northDn,
  offered,
  played,
  portal,
  rex,
  rule,
  send,
  setScene,
  settings,
  stage,
} from './offer-under-test.ts';

setScene();

describe('in the middle of a command', () => {
  const who = [field('who', { type: 'jid-single' })];
  const answer = { who: ['uma@north.example'] };

  test('an offer that is withdrawn stops the next step', async () => {
    const id = await offered();
    played.answer = () => ok(stage({ form: form(who) }));
    const step = value(await beginOffered(rex, { offer: id }));
    const { settings: kept } = value(await withdrawOffer(ada, { id }));
    expect(await send(step, answer)).toMatchObject({ failure: { kind: 'not-found' } });
    expect(await beginOffered(rex, { offer: id })).toMatchObject({ failure: { kind: 'not-found' } });
    expect(played.requests).toHaveLength(1);
    expect(kept).toEqual(settings());
  });

  test('an offer that is changed does, too', async () => {
    const id = await offered();
    played.answer = () => ok(stage({ form: form(who) }));
    const step = value(await beginOffered(rex, { offer: id }));
    value(
      await editOffer(ada, {
        id,
        version: 1,
        settings: settings({ fields: [rule('who', { is: 'fixed', values: [] })] }),
      }),
    );
    expect(await send(step, answer)).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await editOffer(ada, { id, version: 1, settings: settings() })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    expect(played.requests).toHaveLength(1);
  });

  test('so does a grant that is lost', async () => {
    const person = await newPerson(portal, 'delegate');
    const grant = { attribute: 'bwCommandRunner', values: [person.dn.toString()] };
    await arrange(portal, northDn, [{ op: 'add', ...grant }]);
    const { rawId, ...before } = await signedIn(portal, person.dn);
    const step = await begun(who, { audience: ['runCommands'] }, before);
    await arrange(portal, northDn, [{ op: 'delete', ...grant }]);
    expect(await liveContextOf(portal, rawId)).toBeNull();
    const after = { ...before, actor: { ...before.actor, holdings: [] } };
    expect(await send(step, answer, 'complete', after)).toMatchObject({ failure: { kind: 'not-found' } });
    expect(played.requests).toHaveLength(1);
  });

  test('a form that is sent while the same one is still being judged is sent once', async () => {
    const step = await begun([field('who', { type: 'jid-single' })]);
    const form = { token: step.token, action: 'complete', answer: { who: ['uma@north.example'] } };
    const gate = Promise.withResolvers<void>();
    const service = rex.directory.asService();
    const search: typeof service.search = (query) => gate.promise.then(() => service.search(query));
    const late = continueOffered(
      { ...rex, directory: { ...rex.directory, asService: () => ({ ...service, search }) } },
      form,
    );
    value(await continueOffered(rex, form));
    gate.resolve();
    expect(await late).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
    expect(played.requests).toHaveLength(2);
  });

  test('nobody goes on with it but who began it, nor by the door for everything', async () => {
    const step = await begun(who, {}, ada);
    expect(await send(step, answer)).toMatchObject({ failure: { kind: 'not-found' } });
    expect(await continueCommand(ada, { token: step.token, action: 'complete', answer })).toMatchObject({ ok: false });
    expect(await exportResult(ada, { token: step.token })).toMatchObject({ ok: false });
    expect(played.requests).toHaveLength(1);
  });
});
