import { ldapModify, valuesOf } from './directory.ts';
import { untilListed } from './listed.ts';
import { labFacts } from './under-test.ts';

export type TestPerson = {
  id: string;
  uid: string;
  dn: string;
  name: string;
  jid: string;
  realm: 'north' | 'south' | 'field';
};

type Wanted = {
  realm?: TestPerson['realm'];
  /** Further LDIF lines of the entry: "title: Clerk". */
  lines?: string[];
  /** Of the password: as after a reset, or of last year. */
  password?: 'must change' | 'expired';
  name?: { given: string; family: string };
};

let made = 0;

/** Somebody whom a test may do anything to; their password is the one of the demo accounts. */
export async function newPerson(wanted: Wanted = {}): Promise<TestPerson> {
  const { realm = 'north', lines = [], name = { given: 'Tess', family: 'Tester' } } = wanted;
  made += 1;
  const tag = `${Date.now().toString(36)}${process.env.TEST_PARALLEL_INDEX ?? 0}${made}`;
  const uid = `t-${tag}`;
  const { dn: realmDn, domains } = labFacts().realms[realm] as { dn: string; domains: string[] };
  const dn = `uid=${uid},ou=people,${realmDn}`;
  const full = `${name.given} ${name.family} ${tag}`;
  const jid = `${uid}@${domains[0]}`;
  const [hash] = await valuesOf('(uid=otto)', 'userPassword');
  ldapModify(
    [
      `dn: ${dn}`,
      'changetype: add',
      'objectClass: inetOrgPerson',
      'objectClass: bwPerson',
      `uid: ${uid}`,
      `cn:: ${base64(full)}`,
      `displayName:: ${base64(full)}`,
      `sn:: ${base64(`${name.family} ${tag}`)}`,
      `givenName:: ${base64(name.given)}`,
      `mail: ${jid}`,
      `userPassword:: ${base64(hash as string)}`,
      ...lines,
      '',
    ].join('\n'),
  );
  if (wanted.password) ldapModify(passwordState(dn, wanted.password));
  const [id] = await valuesOf(`(uid=${uid})`, 'entryUUID');
  await untilListed(uid);
  return { id: id as string, uid, dn, name: full, jid, realm };
}

function passwordState(dn: string, state: 'must change' | 'expired'): string {
  const [attribute, value] = state === 'must change' ? ['pwdReset', 'TRUE'] : ['pwdChangedTime', '20240101000000Z'];
  return [`dn: ${dn}`, 'changetype: modify', `replace: ${attribute}`, `${attribute}: ${value}`, ''].join('\n');
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
