import { randomUUID } from 'node:crypto';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { ok, type Result } from '../../domain/failure.ts';
import { watchTopics } from '../../services/live/watch-topics.ts';
import { asAccount, filledCatalog, testPortal } from '../../services/testing/portal.ts';
import { arrange, kindOf, newPerson, signedIn, value } from '../../services/testing/signed-in.ts';
import { appendEvents } from '../../store/events.ts';
import { tellSamples } from '../../store/news.ts';
import { endSession } from '../../store/sessions.ts';
import { liveContext } from '../live-context.ts';
import { NewsLook } from './news-look.ts';
import { type Listener, LiveStreams } from './streams.ts';

const portal = testPortal();
const often = 100;

beforeAll(() => filledCatalog(portal));

/** An operator of their own in a session, and how the route asks about them. */
async function operator(name: string) {
  const person = await newPerson(portal, name);
  const values = [person.dn.toString()];
  await arrange(portal, portal.tree.tierRoles.operator, [{ op: 'add', attribute: 'roleOccupant', values }]);
  const context = await signedIn(portal, person.dn);
  const check = async (topics: string[]): Promise<Result<unknown>> => {
    const now = await liveContext(portal, context.rawId, '198.51.100.7');
    return now.ok ? watchTopics(now.value, { topics }) : now;
  };
  return { person, context, check };
}

async function listener(name: string, topics: string[]): Promise<Listener & Awaited<ReturnType<typeof operator>>> {
  const own = await operator(name);
  const known = value(await watchTopics(own.context, { topics }));
  return { ...own, personId: own.person.id, topics: known, check: () => own.check(topics) };
}

type Heard = { name: string; data: unknown };

/** What a page would hear; ends with the stream. */
function hear(body: ReadableStream<Uint8Array>): {
  next(name: string): Promise<unknown>;
  all: Heard[];
  over: Promise<void>;
} {
  const all: Heard[] = [];
  const reader = body.getReader();
  onTestFinished(() => reader.cancel().catch(() => {}));
  let text = '';
  const over = (async () => {
    for (;;) {
      const { done, value: bytes } = await reader.read();
      if (done) return;
      text += new TextDecoder().decode(bytes);
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const field = (of: string) => lines.find((line) => line.startsWith(`${of}: `))?.slice(of.length + 2);
        const name = field('event');
        if (name) all.push({ name, data: JSON.parse(field('data') ?? 'null') });
      }
    }
  })();
  let read = 0;
  const next = async (name: string) => {
    await expect.poll(() => all.slice(read).some((one) => one.name === name), { timeout: 10_000 }).toBe(true);
    read = all.findIndex((one, at) => at >= read && one.name === name) + 1;
    return all[read - 1]?.data;
  };
  return { next, all, over };
}

const streamsOf = (bounds = {}) => new LiveStreams(new NewsLook(portal.db, often), { checkMs: often, ...bounds });

test('a page is told of events and of samples of its targets, and of nothing else', async () => {
  const [own, foreign] = [`device:${randomUUID()}`, `device:${randomUUID()}`];
  const page = hear(value(streamsOf().start(await listener('hears', ['events', `metrics/${own}`]))));
  await page.next('ready');
  await tellSamples(portal.db, [
    { target: foreign, step: 10 },
    { target: own, step: 60 },
  ]);
  expect(await page.next('news')).toEqual([{ topic: `metrics/${own}`, step: 60 }]);
  await appendEvents(portal.db, [{ target: own, kind: 'test.live', severity: 'info', text: 'Something happened.' }]);
  expect(await page.next('news')).toEqual([{ topic: 'events' }]);
});

test('a page that listens to samples of any target is told once a step', async () => {
  const page = hear(value(streamsOf().start(await listener('all', ['metrics']))));
  await page.next('ready');
  const told = (step: number) => ({ target: `device:${randomUUID()}`, step });
  await tellSamples(portal.db, [told(10), told(10), told(300)]);
  const news = (await page.next('news')) as { step: number }[];
  expect(news.toSorted((one, other) => one.step - other.step)).toEqual([
    { topic: 'metrics', step: 10 },
    { topic: 'metrics', step: 300 },
  ]);
});

test('the stream of somebody whom another tool locks ends by itself, with the bounds of production', async () => {
  const who = await listener('locked', ['events']);
  const page = hear(value(new LiveStreams(new NewsLook(portal.db)).start(who)));
  await page.next('ready');
  await arrange(portal, who.person.dn, [{ op: 'put', attribute: 'pwdAccountLockedTime', values: ['000001010000Z'] }]);
  await page.over;
  expect(page.all.at(-1)).toEqual({ name: 'end', data: 'signed-out' });
});

test('a stream ends with its session, and with the right to what it tells', async () => {
  const streams = streamsOf();
  const [leaves, loses] = [await listener('leaves', ['events']), await listener('loses', ['events'])];
  const pages = [leaves, loses].map((who) => hear(value(streams.start(who))));
  await Promise.all(pages.map((page) => page.next('ready')));
  await endSession(portal.db, leaves.context.actor.sessionId, 'signed out');
  const values = [loses.person.dn.toString()];
  await arrange(portal, portal.tree.tierRoles.operator, [{ op: 'delete', attribute: 'roleOccupant', values }]);
  for (const page of pages) {
    await page.over;
    expect(page.all.at(-1)).toEqual({ name: 'end', data: 'signed-out' });
  }
  expect(streams.count).toBe(0);
});

test('when nobody can say any more whether somebody may listen, the stream ends, and the page asks by itself', async () => {
  const never = { personId: 'a', topics: [], check: () => new Promise<never>(() => {}) };
  const throws = { personId: 'b', topics: [], check: () => Promise.reject(new Error('away')) };
  const streams = streamsOf({ longestUncheckedMs: 300 });
  for (const who of [never, throws]) {
    const page = hear(value(streams.start(who)));
    await page.over;
    expect(page.all.at(-1)).toEqual({ name: 'end', data: 'away' });
  }
});

test('streams are bounded, for each person and in all, and one that is closed makes room', async () => {
  const streams = streamsOf({ each: 2, all: 3 });
  const start = (personId: string) => streams.start({ personId, topics: [], check: async () => ok(null) });
  const first = start('a');
  expect(kindOf(start('a'))).toBe('ok');
  expect(kindOf(start('a'))).toBe('too-many');
  expect(kindOf(start('b'))).toBe('ok');
  expect(kindOf(start('c'))).toBe('too-many');
  await value(first).cancel();
  expect(kindOf(start('c'))).toBe('ok');
});

test('whoever may not see operations finds no topic, as whoever asks for one that isn’t there', async () => {
  for (const uid of ['uma', 'rex', 'hana', 'aud'])
    for (const topic of ['events', 'alerts', 'devices', 'metrics', 'metrics/portal'])
      expect(kindOf(await watchTopics(await asAccount(portal, uid), { topics: [topic] }))).toBe('not-found');
  const otto = await asAccount(portal, 'otto');
  expect(kindOf(await watchTopics(otto, { topics: ['events', 'passwords'] }))).toBe('not-found');
  expect(kindOf(await watchTopics(otto, { topics: ['events', 'alerts', 'devices', 'metrics'] }))).toBe('ok');
  expect(kindOf(await watchTopics(otto, { topics: Array.from({ length: 65 }, (_, n) => `metrics/${n}`) }))).toBe(
    'invalid',
  );
});
