import { describe, expect, test } from 'vitest';
import { ok } from '../../../../domain/failure.ts';
import { value } from '../../../testing/signed-in.ts';
import type { CommandStep } from '../../step-view.ts';
import { exportOffered } from '../export-offered.ts';
import { makeOffer } from '../make-offer.ts';
import {
  ada,
  begun,
  field,
  form,
  lastRecord,
  northDn,
  played,
  rex,
  rule,
  send,
  setScene,
  settings,
  stage,
} from './offer-under-test.ts';

setScene();

describe('what an offer sets', () => {
  const fields = [
    rule('reason', { is: 'fixed', values: ['Maintenance'] }),
    rule('quietly', { is: 'hidden', values: ['uma@north.example'] }),
  ];

  test('is put in by the portal in every step, and what is hidden is in nothing that the browser gets', async () => {
    const asked = [field('reason'), field('quietly'), field('free')];
    const step = await begun(asked, { fields });
    const told = [step];
    played.answer = () => ok(stage({ form: form(asked) }));
    const next = value(await send(step, { reason: ['forged'], quietly: ['forged'], free: ['mine'] }, 'next'));
    told.push((next as { step: CommandStep }).step);
    const repeated = field('quietly', { values: ['uma@north.example'] });
    const table = {
      reported: [field('quietly'), field('done')],
      items: [[repeated, field('done', { values: ['1'] })]],
    };
    played.answer = () => ok(stage({ status: 'completed', form: form([repeated], table) }));
    const last = value(await send(step, { reason: ['forged'], free: ['again'] }));
    told.push((last as { step: CommandStep }).step);
    const sent = { reason: ['Maintenance'], quietly: ['uma@north.example'] };
    expect(played.requests.slice(1).map(({ answer }) => answer)).toEqual([
      { ...sent, free: ['mine'] },
      { ...sent, free: ['again'] },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/quietly|uma@/);
    expect(told[2]?.table?.rows).toEqual([[['1']]]);
    expect(value(await exportOffered(rex, { token: step.token })).csv).not.toMatch(/quietly|uma@/);
    expect(told[1]?.fields).toContainEqual(
      expect.objectContaining({ name: 'reason', type: 'fixed', values: ['Maintenance'] }),
    );
  });

  test('stands in the realm’s record, without what is hidden or secret', async () => {
    const step = await begun([field('quietly'), field('pin', { type: 'text-private' }), field('reason')], { fields });
    value(await send(step, { pin: ['hush'] }));
    expect(await lastRecord()).toMatchObject({
      ...{ action: 'commands.run', targetName: 'End a session', realmKey: northDn.key, outcome: 'succeeded' },
      after: {
        'field pin': ['(hidden)'],
        'field quietly': ['(hidden by the offer)'],
        'field reason': ['Maintenance'],
      },
    });
  });

  test('can’t be a secret, nor something of another realm', async () => {
    const secret = rule('password', { is: 'hidden', values: ['x'] });
    expect(await makeOffer(ada, settings({ fields: [secret] }))).toMatchObject({ failure: { kind: 'invalid' } });
    const foreign = rule('who', { is: 'fixed', values: ['hana@south.example'] });
    expect(await makeOffer(ada, settings({ fields: [foreign] }))).toMatchObject({ failure: { kind: 'invalid' } });
  });
});
