import { readFileSync } from 'node:fs';
import { Client } from 'ldapts';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Acting } from '../slapd/acting.ts';

const { directory, xmppAccounts, accounts } = inject('lab');
const uma = accounts.find(({ uid }) => uid === 'uma')?.dn as string;
const client = new Client({ url: directory.ldapsUrl, tlsOptions: { ca: [readFileSync(directory.caFile)] } });
const servers = new Acting(client, null);

beforeAll(() => client.bind(xmppAccounts.directory.dn, xmppAccounts.directory.password));
afterAll(() => client.unbind());

test('XMPP servers find a person by address', async () => {
  expect(await servers.sees(directory.baseDn, '(&(objectClass=inetOrgPerson)(mail=uma@north.example))')).toEqual([uma]);
});

test('they read of a person only what they search by', async () => {
  const read = await servers.reads(uma, ['*', '+']);
  expect(
    Object.keys(read ?? {})
      .filter((name) => name !== 'entryUUID')
      .sort(),
  ).toEqual(['mail', 'objectClass', 'uid']);
});

test('they find neither groups nor roles nor other service accounts', async () => {
  expect(await servers.sees(directory.baseDn, '(|(objectClass=groupOfMembers)(roleOccupant=*)(cn=portal))')).toEqual(
    [],
  );
});

test('they change nothing', async () => {
  expect(await servers.set(uma, 'mail', 'elsewhere@north.example')).toBe('refused');
  expect(await servers.set(uma, 'userPassword', 'a password of their own')).not.toBe('allowed');
  expect(await servers.delete(uma)).not.toBe('allowed');
});

test('they act as nobody else', async () => {
  const asAda = new Acting(client, accounts.find(({ uid }) => uid === 'ada')?.dn as string);
  await expect(asAda.reads(uma)).rejects.toThrow();
});

test('a delegated administrator sees nothing of the portal’s accounts on the servers, and can’t set their passwords', async () => {
  const service = new Client({ url: directory.ldapsUrl, tlsOptions: { ca: [readFileSync(directory.caFile)] } });
  await service.bind(directory.service.dn, directory.service.password);
  const rex = new Acting(service, accounts.find(({ uid }) => uid === 'rex')?.dn as string);
  for (const { dn } of Object.values(xmppAccounts.admins)) {
    expect(await rex.reads(dn)).toBeNull();
    expect(await rex.set(dn, 'userPassword', 'a password of rex’s own')).not.toBe('allowed');
  }
  await service.unbind();
});

test('people whose password was set while slapd was stopped are still found by entryUUID, as lists find them', async () => {
  const service = new Client({ url: directory.ldapsUrl, tlsOptions: { ca: [readFileSync(directory.caFile)] } });
  await service.bind(directory.service.dn, directory.service.password);
  const portal = new Acting(service, null);
  expect(xmppAccounts.people.jids).toHaveLength(8);
  for (const jid of xmppAccounts.people.jids) {
    const [dn = ''] = await portal.sees(directory.realmsDn, `(mail=${jid})`);
    const id = (await portal.reads(dn, ['entryUUID']))?.entryUUID?.[0];
    expect(await portal.sees(directory.realmsDn, `(entryUUID=${id})`)).toEqual([dn]);
  }
  await service.unbind();
});
