import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type LdifChange, ldifOf } from '../domain/ldif.ts';
import { connectDirectory } from './ldap.ts';
import type { Directory, Writer } from './port.ts';
import { labPassword, labPerson, labSettings, newPerson, north } from './test-settings.ts';

let directory: Directory;
let ada: Writer;
const person = north().child('uid', 'ldif.person');

beforeAll(() => {
  directory = connectDirectory(labSettings());
  ada = directory.as(labPerson('ada'));
});
afterAll(async () => {
  await ada.delete(person);
  await directory.close();
});

function ldapmodify(change: LdifChange): void {
  const { ldapUrl } = inject('lab').directory;
  const bind = ['-x', '-H', ldapUrl, '-D', String(labPerson('ada')), '-w', labPassword('ada')];
  const { status, stderr } = spawnSync('ldapmodify', bind, { input: ldifOf(change), encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}

const read = async () => {
  const found = await ada.read(person, ['title', 'jpegPhoto', 'uid']);
  return found.ok ? found.value : null;
};

test('ldapmodify carries out what is written, to the byte', async () => {
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 100 })
    .filter((value) => value.isWellFormed() && /\S/.test(value));
  const values = fc.record({ title: text, photo: fc.uint8Array({ minLength: 1, maxLength: 300 }) });
  await fc.assert(
    fc.asyncProperty(values, async ({ title, photo }) => {
      await ada.delete(person);
      ldapmodify({
        change: 'add',
        dn: person,
        attributes: { ...newPerson('ldif.person'), title: [title], jpegPhoto: [photo] },
      });
      const added = await read();
      expect(added?.all('title')).toEqual([title]);
      expect(added?.bytes('jpegPhoto')).toEqual([photo]);
      ldapmodify({
        change: 'modify',
        dn: person,
        modifications: [
          { op: 'delete', attribute: 'title', values: [title] },
          { op: 'put', attribute: 'jpegPhoto', values: [] },
        ],
      });
      const changed = await read();
      expect([changed?.has('title'), changed?.has('jpegPhoto')]).toEqual([false, false]);
    }),
    { numRuns: 25 },
  );
});

test('ldapmodify renames and deletes what is written, whatever the name', async () => {
  await ada.delete(person);
  await ada.add(person, newPerson('ldif.person'));
  const odd = 'Zoë, "the fox" +=#<>; \\ ';
  const renamed = north().child('uid', odd);
  ldapmodify({ change: 'rename', dn: person, newRdn: { attribute: 'uid', value: odd } });
  const found = await ada.read(renamed, ['uid']);
  expect(found.ok && found.value?.all('uid')).toEqual([odd]);
  ldapmodify({ change: 'delete', dn: renamed });
  expect(await ada.read(renamed, ['uid'])).toEqual({ ok: true, value: null });
});
