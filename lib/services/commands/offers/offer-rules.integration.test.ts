import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { FieldRule } from '../../../domain/command-offer.ts';
import type { DataForm, FormField } from '../../../domain/data-form.ts';
import { failed, ok } from '../../../domain/failure.ts';
import { listAudit } from '../../../store/audit-list.ts';
import type { CommandStage } from '../../../xmpp/port.ts';
import type { Context } from '../../context.ts';
import { addServer } from '../../servers/add-server.ts';
import { removeServer } from '../../servers/remove-server.ts';
import { fakeConnector, fakeServer } from '../../testing/fake-connector.ts';
import { asAccount, testPortal } from '../../testing/portal.ts';
import { arrange, liveContextOf, newPerson, signedIn, value } from '../../testing/signed-in.ts';
import { continueCommand } from '../continue-command.ts';
import { exportResult } from '../export-result.ts';
import type { CommandStep } from '../step-view.ts';
import { beginOffered } from './begin-offered.ts';
import { continueOffered } from './continue-offered.ts';
import { editOffer } from './edit-offer.ts';
import { exportOffered } from './export-offered.ts';
import { findOfferedJids } from './find-offered-jids.ts';
import { listOffered } from './list-offered.ts';
import { listOffers } from './list-offers.ts';
import { makeOffer } from './make-offer.ts';
import type { OfferInput } from './offer-settings.ts';
import { withdrawOffer } from './withdraw-offer.ts';

/** Forms that the lab's servers don't have: several steps that each name JIDs, text that carries them, hidden fields with some. */
const played = fakeServer();
const portal = testPortal({}, fakeConnector(played));
const southern = inject('lab').xmppAccounts.people.jids.find((jid) => jid.endsWith('@south.example'));
const northDn = portal.tree.realmsBase.child('ou', 'north');
let ada: Context;
let rex: Context;
let server: string;

beforeAll(async () => {
  [ada, rex] = [await asAccount(portal, 'ada'), await asAccount(portal, 'rex')];
  const settings = {
    ...{ name: 'Offering', domain: 'served.example', host: '127.0.0.9', port: 5222, tls: 'starttls', ca: '' },
    ...{ jid: 'portal@north.example', mechanisms: ['SCRAM-SHA-256'] },
  };
  server = value(await addServer(ada, { settings, secret: 'x' })).id;
  const below = { ...settings, name: 'Below', domain: 'chat.north.example', jid: 'admin@chat.north.example' };
  value(await addServer(ada, { settings: below, secret: 'x' }));
});
afterAll(async () => void (await portal.db.prisma.managedServer.deleteMany()));
beforeEach(() => Object.assign(played, fakeServer()));

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  ...{ name, type: 'text-single', label: '', description: '', required: false },
  ...{ values: [], options: [], validation: null, hadMedia: false },
  ...more,
});
const form = (fields: FormField[], more: Partial<DataForm> = {}): DataForm => ({
  ...{ kind: 'form', title: '', instructions: [], fields, reported: [], items: [] },
  ...more,
});
const stage = (more: Partial<CommandStage>): CommandStage => ({
  ...{ sessionId: 's', status: 'executing', actions: ['next', 'complete'], defaultAction: 'complete' },
  ...{ notes: [], form: null },
  ...more,
});
const rule = (name: string, more: Partial<FieldRule> = {}): FieldRule => ({
  ...{ name, is: 'asked', values: [], jid: null },
  ...more,
});
const settings = (more: Partial<OfferInput> = {}): OfferInput => ({
  ...{ server, jid: 'served.example', node: 'x', name: 'End a session', description: 'Signs somebody out.' },
  ...{ realm: northDn.toString(), audience: ['manageUsers'], fields: [] },
  ...more,
});
const offered = async (more: Partial<OfferInput> = {}) => value(await makeOffer(ada, settings(more))).id;

async function begun(fields: FormField[], more: Partial<OfferInput> = {}, who = rex): Promise<CommandStep> {
  const id = await offered(more);
  played.answer = () => ok(stage({ form: form(fields) }));
  const step = value(await beginOffered(who, { offer: id }));
  played.answer = () => ok(stage({ status: 'completed' }));
  return step;
}
const send = ({ token }: CommandStep, answer: Record<string, string[]>, action = 'complete', who = rex) =>
  continueOffered(who, { token, action, answer });
const lastRecord = async () => (await listAudit(portal.db, { realmKeys: null }, { offset: 0, limit: 1 })).rows[0];

const hostile = {
  'another realm’s': 'hana@south.example',
  'in upper case': 'HANA@SOUTH.EXAMPLE',
  'a full JID': 'hana@south.example/phone',
  'a bare domain': 'south.example',
  'a room of another realm': 'tea@rooms.south.example',
  'a domain that only a managed server has': 'x@served.example',
  'with spaces around it': '  hana@south.example\t',
  'with an invisible character': 'hana@so\u00aduth.example',
  'in full-width letters': 'ｈana@ｓouth.example',
  'with another full stop': 'hana@south。example',
  'within a line of several': 'uma@north.example, hana@south.example',
  'after a line break': 'uma@north.example\nhana@south.example',
  'in the resource of another': 'uma@north.example/a hana@south.example',
  'somebody who holds more': 'ada@north.example',
  'somebody who holds more, in full-width letters': 'ａda@north.example',
  'the portal’s own account': 'portal@north.example',
};
const outright = {
  'an escaped one': 'hana\\40south.example@north.example',
  nobody: 'nobody-at-all@north.example',
  'a domain that nobody manages': 'x@elsewhere.example',
  'an international domain': 'eva@münchen.example',
  'no JID': 'uma',
};

describe('a JID that is not of the realm is not sent', () => {
  test.each(Object.entries({ ...hostile, ...outright }))('in a field for JIDs: %s', async (_, jid) => {
    const step = await begun([field('who', { type: 'jid-multi' })]);
    expect(await send(step, { who: ['uma@north.example', jid] })).toMatchObject({
      value: { problems: [{ field: 'who' }] },
    });
    expect(played.requests).toHaveLength(1);
  });

  test.each(Object.entries(hostile))('in a field for text: %s', async (_, jid) => {
    for (const type of ['text-multi', 'list-multi', 'text-private'] as const) {
      const step = await begun([field('text', { type })]);
      const before = played.requests.length;
      expect(await send(step, { text: [jid] })).toMatchObject({ ok: true, value: { problems: [{ field: 'text' }] } });
      expect(played.requests).toHaveLength(before);
    }
  });

  test('in a later step, whatever the first one was', async () => {
    const step = await begun([field('who', { type: 'jid-single' })]);
    played.answer = () => ok(stage({ form: form([field('next', { type: 'jid-single' }), field('note')]) }));
    value(await send(step, { who: ['uma@north.example'] }, 'next'));
    for (const [name, jid] of [
      ['next', 'hana@south.example'],
      ['note', 'hana@south.example'],
      ['next', 'ada@north.example'],
    ] as const)
      expect(await send(step, { [name]: [jid] })).toMatchObject({ value: { problems: [{ field: name }] } });
    expect(played.requests).toHaveLength(2);
  });

  test('in a default that nobody touched, or a field that the server hides', async () => {
    const text = await begun([field('who', { values: ['hana@south.example'] })]);
    expect(text.fields[0]?.values).toEqual([]);
    value(await send(text, {}));
    expect(played.requests.at(-1)?.answer).toEqual({ who: [] });
    const hidden = await begun([field('who', { type: 'hidden', values: ['hana@south.example'] })]);
    expect(await send(hidden, {})).toMatchObject({ ok: false, failure: { kind: 'constraint' } });
    expect(JSON.stringify(await send(hidden, {}))).not.toContain('hana');
  });

  test.each([
    ['somebody who holds more', 'ada', 'north.example'],
    ['in upper case', 'ADA', 'north.example'],
    ['in full-width letters', 'ａda', 'north.example'],
    ['among others', 'uma, ada', 'north.example'],
    ['with a domain that the server knows itself', 'ada', ''],
    ['the portal’s own account', 'portal', 'north.example'],
    ['the portal’s own account in a domain that only the server knows', 'admin', 'chat.north.example'],
    ['divided by a colon', 'ada:north.example', ''],
  ])('divided into two fields: %s', async (_, user, host) => {
    const step = await begun([field('user'), field('host')]);
    expect(await send(step, { user: [user], host: [host] })).toMatchObject({
      value: { problems: [{ field: 'user' }] },
    });
    expect(played.requests).toHaveLength(1);
  });

  test.each([
    ['ada', 'north.example'],
    ['admin', 'chat.north.example'],
  ])('divided into two steps: %s, %s', async (user, host) => {
    const step = await begun([field('host')]);
    played.answer = () => ok(stage({ form: form([field('user')]) }));
    value(await send(step, { host: [host] }, 'next'));
    expect(await send(step, { user: [user] })).toMatchObject({ value: { problems: [{ field: 'user' }] } });
  });

  test('by its local part alone, where the command runs in another realm, unless a domain of one’s own stands beside it', async () => {
    const [ordinary] = (southern ?? '').split('@') as [string];
    const step = await begun([field('user'), field('host')], { jid: 'south.example' });
    expect(await send(step, { user: [ordinary] })).toMatchObject({ value: { problems: [{ field: 'user' }] } });
    for (const user of ['hana', 'otto'])
      expect(await send(step, { user: [user], host: ['north.example'] }), user).toMatchObject({
        value: { problems: [{ field: 'user' }] },
      });
    const answer = { user: [ordinary], host: ['north.example'] };
    expect(value(await send(step, answer))).toMatchObject({ step: { status: 'completed' } });
  });

  test('in so many words that each can’t be looked at is refused as a whole', async () => {
    const step = await begun([field('text', { type: 'text-multi' })]);
    const words = Array.from({ length: 2000 }, (_, at) => `word${at}`);
    expect(await send(step, { text: words })).toMatchObject({ ok: false, failure: { kind: 'too-many' } });
    expect(played.requests).toHaveLength(1);
  });

  test('while one of the realm in two fields is, as is a word that names nobody', async () => {
    const options = ['ada', 'uma'].map((text) => ({ value: text, label: text }));
    const step = await begun([
      ...[field('user'), field('host'), field('reason')],
      ...[field('as', { type: 'list-single', options }), field('password', { type: 'text-single' })],
    ]);
    const answer = { user: ['uma'], host: ['north.example'], reason: ['Maintenance'], as: ['ada'], password: ['ada'] };
    expect(value(await send(step, answer))).toMatchObject({ step: { status: 'completed' } });
    expect(played.requests.at(-1)?.answer).toEqual(answer);
  });

  test('while those of the realm and below it are, as is text that names nobody', async () => {
    const step = await begun([field('who', { type: 'jid-multi' }), field('text', { type: 'text-multi' })]);
    const answer = {
      who: ['UMA@north.example/phone', 'fay@field.example'],
      text: ['Hello, all.', 'Until 12:30… Grüße'],
    };
    expect(value(await send(step, answer))).toMatchObject({ step: { status: 'completed' } });
    expect(played.requests.at(-1)?.answer).toEqual(answer);
  });

  test('and a realm’s rooms are when the offer asks for its domains', async () => {
    const step = await begun([field('room', { type: 'jid-single' })], { fields: [rule('room', { jid: 'domain' })] });
    expect(await send(step, { room: ['tea@rooms.south.example'] })).toMatchObject({
      value: { problems: [{ field: 'room' }] },
    });
    value(await send(step, { room: ['tea@rooms.north.example'] }));
    expect(played.requests).toHaveLength(2);
  });
});

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

test('a server that is removed takes its offers with it, and the record names them', async () => {
  const id = await offered({ name: 'Gone with its server' });
  value(await removeServer(ada, { id: server, confirm: 'Offering' }));
  expect((await lastRecord())?.before).toMatchObject({ offers: expect.arrayContaining(['Gone with its server']) });
  expect(await beginOffered(rex, { offer: id })).toMatchObject({ failure: { kind: 'not-found' } });
});
