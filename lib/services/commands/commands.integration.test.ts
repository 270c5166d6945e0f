import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DataForm, FormField } from '../../domain/data-form.ts';
import { failed, ok } from '../../domain/failure.ts';
import { listAudit } from '../../store/audit-list.ts';
import type { CommandStage } from '../../xmpp/port.ts';
import type { Context } from '../context.ts';
import { addServer } from '../servers/add-server.ts';
import { fakeConnector, fakeServer } from '../testing/fake-connector.ts';
import { accountId, asAccount, testPortal } from '../testing/portal.ts';
import { beginCommand } from './begin-command.ts';
import { continueCommand } from './continue-command.ts';
import { exportResult } from './export-result.ts';
import { findJids } from './find-jids.ts';
import { listCommands } from './list-commands.ts';
import type { CommandStep } from './step-view.ts';

/** Faults that real servers can't be made to show on demand; what they do otherwise is in *.xmpp.test.ts. */
const played = fakeServer();
const portal = testPortal({}, fakeConnector(played));
let ada: Context;
let server: string;

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  name,
  type: 'text-single',
  label: '',
  description: '',
  required: false,
  values: [],
  options: [],
  validation: null,
  hadMedia: false,
  ...more,
});
const form = (fields: FormField[], more: Partial<DataForm> = {}): DataForm => ({
  kind: 'form',
  title: '',
  instructions: [],
  fields,
  reported: [],
  items: [],
  ...more,
});
const stage = (more: Partial<CommandStage> = {}): CommandStage => ({
  sessionId: 'the server’s own id',
  status: 'executing',
  actions: ['complete'],
  defaultAction: 'complete',
  notes: [],
  form: null,
  ...more,
});
const asks = form([
  field('FORM_TYPE', { type: 'hidden', values: ['http://jabber.org/protocol/admin'] }),
  field('accountjid', { type: 'jid-single', required: true }),
  field('pin', { type: 'text-private' }),
  field('password'),
]);

beforeAll(async () => {
  ada = await asAccount(portal, 'ada');
  const settings = {
    name: 'Commanded',
    domain: 'north.example',
    host: '127.0.0.9',
    port: 5222,
    tls: 'starttls',
    ca: '',
    jid: 'admin@north.example',
    mechanisms: ['SCRAM-SHA-256'],
  };
  server = value(await addServer(ada, { settings, secret: 'x' })).id;
});
afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));
beforeEach(() => Object.assign(played, fakeServer()));

function value<T>(result: { ok: true; value: T } | { ok: false; failure: { why: string } }): T {
  if (!result.ok) throw new Error(result.failure.why);
  return result.value;
}
async function begun(first: Partial<CommandStage> = { form: asks }): Promise<CommandStep> {
  played.answer = () => ok(stage(first));
  return value(await beginCommand(ada, { server, jid: 'north.example', node: 'admin#x' }));
}
const filled = { accountjid: ['uma@north.example'], pin: ['hush hush'], password: ['hush hush'] };
const lastRecord = async () => (await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 })).rows[0];

describe('what a browser gets', () => {
  test('is a token of ours, never the session of the server or its hidden fields', async () => {
    const step = await begun();
    expect(JSON.stringify(step)).not.toMatch(/own id|FORM_TYPE/);
    expect(step.fields.map(({ name }) => name)).toEqual(['accountjid', 'pin', 'password']);
  });

  test('can’t set hidden fields, and what can’t be sent is not sent', async () => {
    const { token } = await begun();
    const wrong = { accountjid: ['no jid at all'], FORM_TYPE: ['forged'] };
    const answer = value(await continueCommand(ada, { token, action: 'complete', answer: wrong }));
    expect(answer).toMatchObject({ problems: [{ field: 'accountjid' }] });
    expect(played.requests).toHaveLength(1);
    value(await continueCommand(ada, { token, action: 'complete', answer: { ...filled, FORM_TYPE: ['forged'] } }));
    expect(played.requests[1]?.answer?.FORM_TYPE).toEqual(['http://jabber.org/protocol/admin']);
  });

  test('is nobody else’s', async () => {
    const { token } = await begun();
    const other = { ...ada, actor: { ...ada.actor, id: await accountId(portal, 'rex') } };
    expect(await continueCommand(other, { token, action: 'complete', answer: filled })).toMatchObject({ ok: false });
    expect(played.requests).toHaveLength(1);
  });
});

describe('the record', () => {
  test('has command, target and fields, with secrets masked', async () => {
    const { token } = await begun();
    played.answer = () => ok(stage({ status: 'completed' }));
    value(await continueCommand(ada, { token, action: 'complete', answer: filled }));
    const record = await lastRecord();
    expect(record).toMatchObject({ action: 'commands.run', outcome: 'succeeded' });
    expect(record?.after).toMatchObject({
      node: ['admin#x'],
      to: ['north.example'],
      'field accountjid': ['uma@north.example'],
      'field pin': ['(hidden)'],
    });
    expect(JSON.stringify(record)).not.toContain('hush');
  });

  test('says failed where the server completes with an error note', async () => {
    const { token } = await begun();
    played.answer = () => ok(stage({ status: 'completed', notes: [{ severity: 'error', text: 'No such user' }] }));
    const { step } = value(await continueCommand(ada, { token, action: 'complete', answer: filled })) as {
      step: CommandStep;
    };
    expect(step.notes).toEqual([{ severity: 'error', text: 'No such user' }]);
    expect(await lastRecord()).toMatchObject({ outcome: 'failed', failure: 'The server said: No such user' });
  });

  test('stands as pending before anything is sent', async () => {
    const { token } = await begun();
    let during: unknown;
    played.answer = async () => {
      during = (await lastRecord())?.outcome;
      return ok(stage({ status: 'completed' }));
    };
    value(await continueCommand(ada, { token, action: 'complete', answer: filled }));
    expect(during).toBe('pending');
  });
});

describe('when no answer comes', () => {
  const silence = () => failed({ kind: 'timeout', why: 'No answer.' });

  test('it is said that it may have run, the record says unknown, and it isn’t sent a second time', async () => {
    const { token } = await begun();
    played.answer = silence;
    const answer = await continueCommand(ada, { token, action: 'complete', answer: filled });
    expect(answer).toMatchObject({ failure: { kind: 'timeout', why: 'It may have run.', uncertain: true } });
    expect(await lastRecord()).toMatchObject({ outcome: 'unknown' });
    expect(await continueCommand(ada, { token, action: 'complete', answer: filled })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    expect(played.requests).toHaveLength(2);
  });

  test('to going back, the person goes on from where they were', async () => {
    const { token } = await begun({ form: asks, actions: ['prev', 'complete'] });
    played.answer = silence;
    expect(await continueCommand(ada, { token, action: 'prev' })).toMatchObject({ failure: { kind: 'timeout' } });
    played.answer = () => ok(stage({ status: 'completed' }));
    value(await continueCommand(ada, { token, action: 'complete', answer: filled }));
  });
});

describe('what the server would take and should not', () => {
  test.each(['completed', 'canceled'] as const)('a command that is %s is not run again', async (status) => {
    const { token } = await begun();
    played.answer = () => ok(stage({ status }));
    const action = status === 'completed' ? 'complete' : 'cancel';
    value(await continueCommand(ada, { token, action, answer: filled }));
    expect(await continueCommand(ada, { token, action: 'complete', answer: filled })).toMatchObject({
      failure: { kind: 'conflict' },
    });
    expect(played.requests).toHaveLength(2);
  });

  test('two presses at once send once', async () => {
    const { token } = await begun();
    played.answer = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return ok(stage({ status: 'completed' }));
    };
    const complete = () => continueCommand(ada, { token, action: 'complete', answer: filled });
    const both = await Promise.all([complete(), complete()]);
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
    expect(played.requests).toHaveLength(2);
  });

  test('a form that came over an earlier connection is not sent over another', async () => {
    const { token } = await begun();
    if (played.state.is === 'online') played.state = { ...played.state, since: new Date('2026-01-02T00:00:00Z') };
    const answer = await continueCommand(ada, { token, action: 'complete', answer: filled });
    expect(answer).toMatchObject({ failure: { kind: 'conflict', why: expect.stringContaining('Nothing was sent') } });
    expect(played.requests).toHaveLength(1);
  });

  test('an action that is not offered is not sent', async () => {
    const { token } = await begun();
    expect(await continueCommand(ada, { token, action: 'prev' })).toMatchObject({ failure: { kind: 'invalid' } });
    expect(played.requests).toHaveLength(1);
  });
});

describe('results', () => {
  const table = form([], {
    reported: [field('jid', { type: 'jid-single', label: 'JID' }), field('n', { label: 'Count' })],
    items: [
      [field('n', { values: ['2'] }), field('jid', { values: ['uma@north.example'] })],
      [field('jid', { values: ['=HYPERLINK("x")'] })],
    ],
  });

  test('are a table by the columns that were reported, whatever the form calls itself', async () => {
    for (const kind of ['form', 'result'] as const) {
      const step = await begun({ status: 'completed', form: { ...table, kind } });
      expect(step.actions).toEqual([]);
      expect(step.table?.rows).toEqual([
        [['uma@north.example'], ['2']],
        [['=HYPERLINK("x")'], []],
      ]);
    }
  });

  test('are exported without formulas', async () => {
    const { token } = await begun({ status: 'completed', form: table });
    const { csv } = value(await exportResult(ada, { token }));
    expect(csv).toBe('\ufeffJID,Count\r\numa@north.example,2\r\n"\'=HYPERLINK(""x"")",\r\n');
  });
});

describe('who may', () => {
  test.each(['rex', 'uma', 'otto', 'aud'])('%s runs nothing and sees no command', async (uid) => {
    const context = await asAccount(portal, uid);
    expect(await listCommands(context, { server })).toMatchObject({ ok: false });
    expect(await beginCommand(context, { server, jid: 'north.example', node: 'x' })).toMatchObject({ ok: false });
    expect(await findJids(context, { ids: [await accountId(portal, 'uma')] })).toMatchObject({ ok: false });
    expect(played.requests).toEqual([]);
  });

  test('a system administrator finds the JID of somebody who was picked', async () => {
    const id = await accountId(portal, 'uma');
    expect(value(await findJids(ada, { ids: [id] }))).toEqual([{ id, jid: 'uma@north.example' }]);
  });
});
