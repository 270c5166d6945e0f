import { describe, expect, test } from 'vitest';
import { failed, ok } from '../../../../domain/failure.ts';
import { value } from '../../../testing/signed-in.ts';
import type { CommandStep } from '../../step-view.ts';
import { exportOffered } from '../export-offered.ts';
import { begun, field, form, played, rex, send, setScene, stage } from './offer-under-test.ts';

setScene();

describe('results are told without what is of other realms', () => {
  test('rows, values, choices and notes, and how many there were', async () => {
    const step = await begun([field('who', { type: 'jid-single' })]);
    const row = (jid: string) => [field('jid', { values: [jid] })];
    const result = form(
      [field('online', { type: 'text-multi', values: ['uma@north.example', 'hana@south.example'] })],
      {
        reported: [field('jid', { type: 'jid-single' })],
        items: [
          row('uma@north.example'),
          row('HANA@south.example/x'),
          row('friend@elsewhere.example'),
          row('x@served.example'),
        ],
      },
    );
    const notes = [{ severity: 'info' as const, text: 'hana@south.example was not told.' }];
    played.answer = () => ok(stage({ status: 'completed', form: result, notes }));
    const { step: done } = value(await send(step, {})) as { step: CommandStep };
    expect(done.leftOut).toBe(3);
    expect(done.table?.rows).toEqual([[['uma@north.example']], [['friend@elsewhere.example']]]);
    expect(JSON.stringify(done)).not.toMatch(/hana|served/i);
    expect(value(await exportOffered(rex, { token: step.token })).csv).not.toMatch(/hana|served/i);
  });
});

test('when it can’t be found out whose JIDs are in an answer, nothing of it is shown', async () => {
  const step = await begun([field('who', { type: 'jid-single' })]);
  const items = [[field('jid', { values: ['hana@south.example'] })]];
  let directory = rex.directory;
  played.answer = () => {
    directory = { ...rex.directory, asService: () => away };
    return ok(stage({ status: 'completed', form: form([], { items }) }));
  };
  const away = {
    ...rex.directory.asService(),
    search: async () => failed({ kind: 'unavailable', why: 'It is away.' }),
  };
  const losing = {
    ...rex,
    get directory() {
      return directory;
    },
  };
  const answer = await send(step, { who: ['uma@north.example'] }, 'complete', losing);
  expect(answer).toMatchObject({
    ok: false,
    failure: { uncertain: true, why: expect.stringContaining('It is away.') },
  });
  expect(JSON.stringify(answer)).not.toContain('hana');
  expect(await exportOffered(rex, { token: step.token })).toMatchObject({ ok: false });
});
