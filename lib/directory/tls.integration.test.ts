import { afterEach, expect, inject, test } from 'vitest';
import { connectDirectory } from './ldap.ts';
import type { Directory } from './port.ts';
import type { Settings } from './session.ts';
import { SpyingProxy } from './spying-proxy.ts';
import { labPassword, labPerson, labPlainUrl, labSettings } from './test-settings.ts';

const opened: Directory[] = [];
afterEach(async () => {
  for (const directory of opened.splice(0)) await directory.close();
});

function connect(changes: Partial<Settings>): Directory {
  const directory = connectDirectory(labSettings(changes));
  opened.push(directory);
  return directory;
}

const readOwn = (directory: Directory) => directory.as(labPerson('uma')).read(labPerson('uma'), ['cn']);
const { ldapsUrl } = inject('lab').directory;

test.each([
  ['ldaps', () => ({ url: ldapsUrl, startTls: false })],
  ['StartTLS', () => ({ url: labPlainUrl(), startTls: true })],
])('reading and checking passwords work over %s with the private CA', async (_, settings) => {
  const directory = connect(settings());
  expect(await readOwn(directory)).toMatchObject({ ok: true, value: { dn: labPerson('uma') } });
  expect(await directory.checkPassword(labPerson('uma'), labPassword('uma'))).toMatchObject({
    value: { accepted: true },
  });
});

test.each([
  ['ldaps', () => ({ url: ldapsUrl, startTls: false })],
  ['StartTLS', () => ({ url: labPlainUrl(), startTls: true })],
])('a certificate of an unknown CA ends the connection over %s before anything is said', async (_, settings) => {
  const directory = connect({ ...settings(), caFile: undefined });
  expect(await readOwn(directory)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  expect(await directory.health()).toMatchObject({ up: false, lastError: expect.stringContaining('certificate') });
});

test('a certificate for another host is not accepted', async () => {
  const elsewhere = await SpyingProxy.start(ldapsUrl, { address: '127.0.0.77' });
  const directory = connect({ url: elsewhere.url.replace('ldap:', 'ldaps:'), startTls: false });
  expect(await readOwn(directory)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  expect(await directory.health()).toMatchObject({ up: false, lastError: expect.stringContaining('altnames') });
  await elsewhere.stop();
});

test('a CA file that is not there is an answer, not an exception', async () => {
  expect(await readOwn(connect({ caFile: '/no/such/file' }))).toMatchObject({
    ok: false,
    failure: { kind: 'unavailable' },
  });
});
