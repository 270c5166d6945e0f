import { describe, expect, inject, test } from 'vitest';
import { ok } from '../../../../domain/failure.ts';
import { value } from '../../../testing/signed-in.ts';
import { begun, field, form, played, rule, send, setScene, stage } from './offer-under-test.ts';

setScene();

const southern = inject('lab').xmppAccounts.people.jids.find((jid) => jid.endsWith('@south.example'));

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
