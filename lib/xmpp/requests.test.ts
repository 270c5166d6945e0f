import { type Element, xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { mostRequests, type Reply, Requests } from './requests.ts';

const self = 'portal@north.example/desk';

/** ada asks `to`; what she sent and what she will hear. */
function asking(to: string, timeoutMs = 60_000, requests = new Requests()) {
  const sent: Element[] = [];
  const reply: { now: Reply | null } = { now: null };
  const asked = requests
    .ask('set', to, xml('query'), self, timeoutMs, async (stanza) => void sent.push(stanza))
    .then((heard) => {
      reply.now = heard;
      return heard;
    });
  const stanza = () => sent[0] as Element;
  const answer = (from: string | undefined, id = stanza()?.attrs.id) =>
    requests.take(xml('iq', { type: 'result', id, from }));
  return { requests, stanza, asked, answer };
}

test.each([
  ['south.example', 'south.example', true],
  ['south.example', 'South.Example', true],
  ['south.example', undefined, false],
  ['south.example', 'mallory@south.example', false],
  ['south.example', 'south.example/x', false],
  ['bob@south.example/a', 'bob@south.example/A', false],
  ['bob@south.example/a', 'Bob@south.example/a', true],
  ['', undefined, true],
  ['', 'portal@north.example', true],
  ['', 'north.example', true],
  ['', self, true],
  ['', 'south.example', false],
  ['portal@north.example', undefined, true],
  ['portal@north.example', 'north.example', false],
])('asked of "%s", an answer from "%s" counts: %s', async (to, from, counts) => {
  const { requests, asked, answer } = asking(to);
  expect(answer(from)).toBe(counts);
  requests.lose();
  expect((await asked).is).toBe(counts ? 'reply' : 'unanswered');
});

test('an answer to another question is no answer, and ids can not be guessed', async () => {
  const { requests, asked, answer, stanza } = asking('south.example');
  expect(answer('south.example', 'another')).toBe(false);
  expect(stanza().attrs.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  requests.lose();
  expect(await asked).toEqual({ is: 'unanswered', why: 'lost' });
});

test('an answer counts once', async () => {
  const { asked, answer } = asking('south.example');
  expect([answer('south.example'), answer('south.example')]).toEqual([true, false]);
  expect((await asked).is).toBe('reply');
});

test('answers in another order go to whoever asked', async () => {
  const requests = new Requests();
  const all = Array.from({ length: 200 }, () => asking('south.example', 60_000, requests));
  for (const { requests: shared, stanza } of all.toReversed())
    shared.take(
      xml('iq', { type: 'result', id: stanza().attrs.id, from: 'south.example' }, xml('for', {}, stanza().attrs.id)),
    );
  for (const { asked, stanza } of all) {
    const reply = await asked;
    expect(reply.is === 'reply' && reply.stanza.getChildText('for')).toBe(stanza().attrs.id);
  }
  expect(requests.size).toBe(0);
});

test('a question beyond the bound is not sent', async () => {
  const requests = new Requests();
  const all = Array.from({ length: mostRequests }, () => asking('south.example', 60_000, requests));
  const beyond = asking('south.example', 60_000, requests);
  expect(await beyond.asked).toEqual({ is: 'unsent', why: 'too-many' });
  expect(beyond.stanza()).toBeUndefined();
  requests.lose();
  await Promise.all(all.map(({ asked }) => asked));
});

test('a question that nobody waits for any more becomes a ping, should it ever be sent again', async () => {
  const { asked, stanza } = asking('south.example', 1);
  expect(await asked).toEqual({ is: 'unanswered', why: 'timeout' });
  const { id } = stanza().attrs;
  expect(stanza().toString()).toBe(`<iq type="get" id="${id}"><ping xmlns="urn:xmpp:ping"/></iq>`);
});
