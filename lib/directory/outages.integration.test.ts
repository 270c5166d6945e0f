import { afterEach, beforeEach, expect, test } from 'vitest';
import { anyEntry, equal } from '../domain/filter.ts';
import { connectDirectory } from './ldap.ts';
import type { Directory } from './port.ts';
import { SpyingProxy } from './spying-proxy.ts';
import { labPerson, labPlainUrl, labSettings, newPerson, north } from './test-settings.ts';

// slapd can't be frozen here without freezing it for every other test: the proxy swallows bytes instead, which is the same
// to the adapter (the connection stands, and no answer comes).
const timeoutMs = 1500;
let proxy: SpyingProxy;
let directory: Directory;

beforeEach(async () => {
  proxy = await SpyingProxy.start(labPlainUrl());
  directory = connectDirectory(labSettings({ url: proxy.url, connections: 2, timeoutMs, connectTimeoutMs: timeoutMs }));
});
afterEach(async () => {
  await directory.close();
  await proxy.stop();
});

const readOwn = () => directory.as(labPerson('uma')).read(labPerson('uma'), ['cn']);

test('a frozen directory ends reads and writes with a timeout, and the write says that it may have been carried out', async () => {
  expect(await readOwn()).toMatchObject({ ok: true });
  proxy.freeze();
  const change = directory.as(labPerson('ada')).add(north().child('uid', 'frozen'), newPerson('frozen'));
  expect(await readOwn()).toMatchObject({
    ok: false,
    failure: { kind: 'timeout', why: 'The directory did not answer in time.' },
  });
  const result = await change;
  expect(result).toMatchObject({
    ok: false,
    failure: { kind: 'timeout', todo: 'Look whether it was before you try again.' },
  });
  expect(result).toMatchObject({
    failure: { why: 'The directory did not answer in time. The change may have been carried out.' },
  });
});

test('a change that never left says that nothing was changed', async () => {
  proxy.freeze();
  const result = await directory.as(labPerson('ada')).delete(north().child('uid', 'nobody'));
  expect(result).toMatchObject({
    ok: false,
    failure: { kind: 'timeout', why: 'The directory did not answer in time. Nothing was changed.' },
  });
});

test('after a freeze the next request works, on a new connection: the frozen ones are never used again', async () => {
  await Promise.all([readOwn(), readOwn()]);
  proxy.freeze();
  await Promise.all([readOwn(), readOwn()]);
  const before = proxy.connections.length;
  proxy.thaw();
  expect(await readOwn()).toMatchObject({ ok: true });
  expect(proxy.connections.length).toBe(before + 1);
});

test('a directory that is away is told as unavailable, and used again when it is back, by itself', async () => {
  await readOwn();
  const { url } = proxy;
  await proxy.stop();
  expect(await readOwn()).toMatchObject({
    ok: false,
    failure: { kind: 'unavailable', why: 'The directory can not be reached.' },
  });
  const { since, ...health } = await directory.health();
  expect(health).toMatchObject({ up: false, lastError: expect.stringContaining('ECONNREFUSED') });
  expect(since).toBeInstanceOf(Date);
  proxy = await SpyingProxy.start(labPlainUrl(), { port: Number(new URL(url).port) });
  expect(await readOwn()).toMatchObject({ ok: true });
  expect(await directory.health()).toEqual({ up: true });
});

test('a connection that died while idle costs nobody an error', async () => {
  await Promise.all([readOwn(), readOwn()]);
  proxy.cut();
  // At once, before the reset has been noticed, and once more after.
  expect(await readOwn()).toMatchObject({ ok: true });
  proxy.cut();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await readOwn()).toMatchObject({ ok: true });
});

test('at most `connections` are open, 500 requests may wait, and those beyond are refused at once', async () => {
  const patient = connectDirectory(labSettings({ url: proxy.url, connections: 2, timeoutMs: 20_000 }));
  const uma = patient.as(labPerson('uma'));
  const answers = await Promise.all(Array.from({ length: 520 }, () => uma.read(labPerson('uma'), ['cn'])));
  const kinds = Map.groupBy(answers, (answer) => (answer.ok ? 'ok' : answer.failure.kind));
  expect(proxy.mostOpen).toBe(2);
  expect(kinds.get('too-many')).toHaveLength(18);
  expect(kinds.get('ok')).toHaveLength(502);
  await patient.close();
});

test('while the directory is frozen every waiting request gets its answer too', async () => {
  proxy.freeze();
  const answers = await Promise.all(Array.from({ length: 50 }, readOwn));
  expect(new Set(answers.map((answer) => !answer.ok && answer.failure.kind))).toEqual(new Set(['timeout']));
});

test('paging ends with a failure as its last item when the directory goes in the middle', async () => {
  const kinds: string[] = [];
  const pages = directory
    .as(labPerson('ada'))
    .pages({ base: north(), scope: 'one', filter: anyEntry, attributes: ['uid'] }, 10);
  for await (const page of pages) {
    kinds.push(page.ok ? 'page' : page.failure.kind);
    if (kinds.length === 2) proxy.cut();
  }
  expect(kinds).toEqual(['page', 'page', 'unavailable']);
});

test('reading while paging works even with a single connection, and stopping early lets the connection go', async () => {
  const single = connectDirectory(labSettings({ url: proxy.url, connections: 1 }));
  const ada = single.as(labPerson('ada'));
  for (let round = 0; round < 3; round++) {
    for await (const page of ada.pages({ base: north(), scope: 'one', filter: anyEntry, attributes: ['uid'] }, 10)) {
      expect(page.ok && page.value.length).toBe(10);
      expect(
        await ada.search({ base: north(), scope: 'one', filter: equal('uid', 'uma'), attributes: ['cn'] }),
      ).toMatchObject({ ok: true });
      break;
    }
  }
  await single.close();
});
