import { describe, expect, test } from 'vitest';
import { connectAsService } from '../acting.ts';
import { ada, as, base, facts, newPassword, outcomes, person, realm, setScene } from './scene.ts';

setScene();

describe('the service account', () => {
  outcomes('refused', [
    ['edits a person as itself', () => as(null), (a) => a.set(person.north, 'title', 'Chief')],
    ['resets a password as itself', () => as(null), (a) => a.set(person.north, 'userPassword', newPassword())],
    ['adds a person as itself', () => as(null), (a) => a.addPerson(`uid=try-new,ou=people,${realm.north}`)],
    ['deletes a person as itself', () => as(null), (a) => a.delete(person.north)],
    ['edits a realm as itself', () => as(null), (a) => a.addValue(realm.north, 'bwUserManager', person.north)],
  ]);

  test.each([
    ['the directory’s root', 'cn=config'],
    ['itself under another name', `cn=portal,ou=services,${base}`.replace('portal', 'other')],
    ['nobody', ''],
  ])('can’t act as %s', async (_, identity) => {
    await expect(
      as(identity)
        .sees(base, '(objectClass=inetOrgPerson)')
        .then((seen) => (seen.length === 0 ? Promise.reject(new Error('saw nothing')) : seen)),
    ).rejects.toThrow();
  });

  test('reads every person, and neither passwords nor old passwords', async () => {
    await as(person.north).set(person.north, 'userPassword', newPassword());
    const read = await as(null).reads(person.north, ['*', 'pwdHistory', 'pwdChangedTime', 'userPassword']);
    expect(read).toMatchObject({ uid: [expect.stringContaining('try')], pwdChangedTime: [expect.any(String)] });
    expect(read).not.toHaveProperty('userPassword');
    expect(read).not.toHaveProperty('pwdHistory');
  });

  test('follows changes in the accesslog, without the passwords that they carried', async () => {
    await ada.set(person.north, 'title', 'Chief');
    await ada.set(person.north, 'userPassword', newPassword());
    const { client } = await connectAsService(facts);
    const found = await client.search('cn=accesslog', {
      filter: `(&(reqDN=${person.north})(objectClass=auditModify))`,
      attributes: ['reqMod', 'reqOld', 'reqAuthzID'],
    });
    await client.unbind();
    const text = JSON.stringify(found.searchEntries);
    expect(text).toContain('title:= Chief');
    expect(text).not.toContain('ARGON2');
    expect(found.searchEntries.at(-1)?.reqAuthzID).toContain('uid=ada');
  });

  test('reads cn=Monitor', async () => {
    expect(await as(null).sees('cn=Monitor', '(cn=Current)')).not.toEqual([]);
  });
});

test('without a sign-in nothing can be read', async () => {
  const { Client } = await import('ldapts');
  const client = new Client({ url: facts.directory.ldapUrl, timeout: 5000, connectTimeout: 5000 });
  await expect(client.search(base, { filter: '(objectClass=*)' })).rejects.toThrow();
  await client.unbind();
});
