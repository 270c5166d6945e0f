import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { SeriesSpec } from '../../metrics/port.ts';
import { appendEvents } from '../../store/events.ts';
import { xmppConnector } from '../../xmpp/connect.ts';
import type { Context } from '../context.ts';
import { managedLabServers } from '../testing/lab-servers.ts';
import { asAccount, testPortal } from '../testing/portal.ts';
import { fillOf } from './fills.ts';
import { listEvents } from './list-events.ts';
import { readOverview } from './read-overview.ts';

const portal = testPortal({}, xmppConnector(pino({ level: 'silent' })));
managedLabServers(portal, inject('xmpp'));
let otto: Context;

async function known<T>(asked: Promise<{ ok: true; value: T } | { ok: false; failure: { why: string } }>): Promise<T> {
  const answer = await asked;
  if (!answer.ok) throw new Error(answer.failure.why);
  return answer.value;
}

beforeAll(async () => {
  otto = await asAccount(portal, 'otto');
});

describe('the overview', () => {
  test('says of each server, with its members, and of what the portal stands on whether it is up', async () => {
    await expect
      .poll(async () => (await known(readOverview(otto, {}))).things.filter(({ word }) => word === 'Up').length, {
        timeout: 20_000,
      })
      .toBeGreaterThanOrEqual(4);
    const { things } = await known(readOverview(otto, {}));
    const members = things.flatMap((thing) => thing.members);
    expect(members.filter(({ running }) => running).length).toBeGreaterThanOrEqual(3);
    expect(things.find(({ target }) => target === 'directory')).toMatchObject({ state: 'ok', word: 'Up', why: '' });
    expect(things.find(({ target }) => target === 'database')).toMatchObject({ state: 'ok' });
  });

  test('shows how full the directory’s database is from samples of now; what is old is left out', async () => {
    const spec = (name: string, database: string): SeriesSpec => ({
      ...{ target: 'directory', name, labels: { database }, kind: 'gauge', unit: 'pages', min: 0, max: null },
      ...{ stepSeconds: 60, heartbeatSeconds: 180 },
    });
    const [now, old] = [new Date(), new Date(Date.now() - 3_600_000)];
    const [full, stale] = [`dc=${randomUUID()}`, `dc=${randomUUID()}`];
    await portal.metrics.write([
      { series: spec('directory.pages.used', full), at: now, value: 98 },
      { series: spec('directory.pages.most', full), at: now, value: 100 },
      { series: spec('directory.pages.used', stale), at: old, value: 98 },
      { series: spec('directory.pages.most', stale), at: old, value: 100 },
    ]);
    const { fills } = await known(readOverview(otto, {}));
    expect(fills.find(({ name }) => name.includes(full))).toMatchObject({ used: 98, most: 100, state: 'failing' });
    expect(fills.some(({ name }) => name.includes(stale))).toBe(false);
    expect(fills.some(({ name }) => name.startsWith('Accounts of'))).toBe(false);
  });

  test.each([
    [79, 'ok'],
    [80, 'warning'],
    [95, 'failing'],
  ])('calls %d of 100 %s', (used, state) => {
    expect(fillOf({ id: '', name: '', unit: '', href: null }, used, 100).state).toBe(state);
  });
});

test('events are listed the newest first, in pages, by what they happened to and how bad they are', async () => {
  const target = `device:${randomUUID()}`;
  const event = (text: string, severity: 'info' | 'failing') => ({ target, kind: 'test.state', severity, text });
  await appendEvents(portal.db, [event('one', 'info'), event('two', 'failing'), event('three', 'info')]);
  const first = await known(listEvents(otto, { target, limit: 2 }));
  expect(first.rows.map(({ text }) => text)).toEqual(['three', 'two']);
  const second = await known(listEvents(otto, { target, limit: 2, before: first.next }));
  expect(second).toMatchObject({ rows: [{ text: 'one' }], next: null });
  const bad = await known(listEvents(otto, { target, severity: 'failing' }));
  expect(bad.rows.map(({ text }) => text)).toEqual(['two']);
});

describe('who may not see operations finds nothing', () => {
  for (const uid of ['rex', 'aud', 'hana', 'uma'])
    test(uid, async () => {
      const person = await asAccount(portal, uid);
      for (const answer of [await readOverview(person, {}), await listEvents(person, {})])
        expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
    });
});
