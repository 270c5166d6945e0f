import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Dn } from '../domain/dn.ts';
import { anyEntry, equal } from '../domain/filter.ts';
import { connectDirectory } from './ldap.ts';
import type { Directory } from './port.ts';
import { type SeenConnection, SpyingProxy } from './spying-proxy.ts';
import { labPassword, labPerson, labPlainUrl, labSettings, newPerson, north } from './test-settings.ts';

const request = { bind: 0x60, unbind: 0x42, extended: 0x77 };
const answer = { bind: 0x61, extended: 0x78 };
const proxiedAuthorization = '2.16.840.1.113730.3.4.18';

let proxy: SpyingProxy;
let directory: Directory;

beforeAll(async () => {
  proxy = await SpyingProxy.start(labPlainUrl());
  directory = connectDirectory(labSettings({ url: proxy.url, connections: 3 }));
});
afterEach(() => proxy.forget());
afterAll(async () => {
  await directory.close();
  await proxy.stop();
});

const opened = ({ requests }: SeenConnection) => requests.filter(({ tag }) => tag !== request.unbind);

test('every operation as a person carries that person, critical, after a bind and a WhoAmI on the same connection', async () => {
  const ada = directory.as(labPerson('ada'));
  const entry = north().child('uid', 'carried');
  await ada.add(entry, newPerson('carried'));
  await ada.read(entry, ['cn']);
  await ada.search({ base: north(), scope: 'one', filter: equal('uid', 'carried'), attributes: ['cn'] });
  for await (const page of ada.pages({ base: north(), scope: 'one', filter: anyEntry, attributes: ['cn'] }, 100))
    expect(page.ok).toBe(true);
  await ada.compare(entry, 'cn', 'carried');
  await ada.modify(entry, [{ op: 'add', attribute: 'title', values: ['One'] }]);
  await ada.changeOwnPassword(labPerson('ada'), 'not the password', 'some other password');
  await ada.rename(entry, { attribute: 'uid', value: 'carried2' });
  await ada.delete(north().child('uid', 'carried2'));

  const operations = proxy.connections.flatMap((connection) => opened(connection).slice(2));
  expect(new Set(operations.map(({ tag }) => tag))).toEqual(new Set([0x63, 0x66, 0x68, 0x4a, 0x6c, 0x6e, 0x77]));
  for (const { controls } of operations)
    expect(controls).toContainEqual({ oid: proxiedAuthorization, critical: true, value: `dn:${labPerson('ada')}` });
  for (const connection of proxy.connections)
    expect(
      opened(connection)
        .slice(0, 2)
        .map(({ tag }) => tag),
    ).toEqual([request.bind, request.extended]);
});

test('the empty DN is nobody: there is no acting as it and no checking of its password', async () => {
  expect(() => directory.as(Dn.of(''))).toThrow('anonymous');
  await expect(directory.checkPassword(Dn.of(''), 'x')).rejects.toThrow('anonymous');
});

test('connections cut again and again: nothing is asked before a verified bind on that very connection, and nothing is answered to nobody', async () => {
  const uma = directory.as(labPerson('uma'));
  const outcomes = new Set<string>();
  for (let round = 0; round < 40; round++) {
    const answers = Array.from({ length: 6 }, () => uma.read(labPerson('uma'), ['cn']));
    if (round % 2 === 0) await new Promise((resolve) => setTimeout(resolve, round % 7));
    proxy.cut();
    for (const result of await Promise.all(answers)) {
      outcomes.add(result.ok ? `read ${result.value?.first('cn')}` : result.failure.kind);
    }
  }
  // Anonymously slapd would have said that there is no such entry: null, read as "read undefined".
  for (const outcome of outcomes) expect(['read Uma Okonkwo', 'unavailable']).toContain(outcome);
  expect(outcomes).toContain('read Uma Okonkwo');
  expect(proxy.connections.length).toBeGreaterThan(40);
  for (const connection of proxy.connections) {
    const [first, second, ...others] = opened(connection).map(({ tag }) => tag);
    expect([first, second]).toEqual([first && request.bind, second && request.extended]);
    if (others.length > 0) expect(connection.answers.slice(0, 2)).toEqual([answer.bind, answer.extended]);
  }
  expect(await uma.read(labPerson('uma'), ['cn'])).toMatchObject({ ok: true });
});

test('a person sees what the directory lets that person see: hidden looks like missing', async () => {
  expect(await directory.as(labPerson('uma')).read(labPerson('hana'), ['cn'])).toEqual({ ok: true, value: null });
  expect(await directory.as(labPerson('ada')).read(labPerson('hana'), ['cn'])).toMatchObject({
    ok: true,
    value: { dn: labPerson('hana') },
  });
});

test('the portal can not act as whom the directory does not let it act for', async () => {
  const root = directory.as(Dn.of(`cn=root,${labSettings().base}`));
  const result = await root.search({ base: north(), scope: 'one', filter: anyEntry, attributes: ['cn'] });
  expect(result).toMatchObject({ ok: false, failure: { kind: 'refused' } });
});

test('an empty password never reaches the wire', async () => {
  expect(await directory.checkPassword(labPerson('uma'), '')).toEqual({
    ok: true,
    value: { accepted: false, state: 'wrong' },
  });
  expect(proxy.connections).toEqual([]);
  expect(await directory.checkPassword(labPerson('uma'), labPassword('uma'))).toMatchObject({
    ok: true,
    value: { accepted: true },
  });
  expect(proxy.connections).toHaveLength(1);
});

test('no password for the service account means no connection, and a wrong one is told as such', async () => {
  const without = connectDirectory(labSettings({ url: proxy.url, bindPassword: '' }));
  expect(await without.asService().read(north(), ['ou'])).toMatchObject({
    ok: false,
    failure: { kind: 'unavailable', why: expect.stringContaining('own account') },
  });
  expect(proxy.connections).toEqual([]);
  const wrong = connectDirectory(labSettings({ bindPassword: 'wrong' }));
  expect(await wrong.asService().read(north(), ['ou'])).toMatchObject({
    ok: false,
    failure: { kind: 'unavailable', why: expect.stringContaining('own account') },
  });
});
