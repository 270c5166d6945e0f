import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LabFacts } from '../lab/facts.ts';

const run = promisify(execFile);
const options = { timeout: 60_000, maxBuffer: 512 * 1024 * 1024 };

/** The surname as LDIF has it: in base64 where it isn't plain ASCII. */
export type Listed = { id: string; surname: string };

const filter = '(objectClass=inetOrgPerson)';

/** What the users page shows, nearly: the portal reads a few attributes more. */
const columns = ['entryUUID', 'cn', 'sn', 'uid', 'mail', 'telephoneNumber', 'title', 'pwdAccountLockedTime'];

/** The first 50 people by surname with OpenLDAP's own client: a sort by the server, and a virtual list view of it. */
export function ldapsearchFirst50({ directory }: LabFacts, home: string): () => Promise<Listed[]> {
  const bind = bindOptions(directory, home);
  const list = ['-E', 'sss=sn:caseIgnoreOrderingMatch', '-E', 'vlv=0/49/1/0', filter];
  return async () => {
    const searching = run('ldapsearch', [...bind, '-b', directory.realmsDn, ...list, ...columns], options);
    // It asks which window to show next; what is no window ends it, with exit code 1, after the first.
    searching.child.stdin?.end('none\n');
    const { stdout } = await searching.catch((ended: { stdout: string }) => ended);
    const listed = listedIn(stdout);
    if (listed.length !== 50) throw new Error(`ldapsearch answered ${listed.length} entries instead of 50`);
    return listed;
  };
}

/** Everybody's columns, unsorted: the least that filling a catalog could take. */
export async function ldapsearchEverybody({ directory }: LabFacts, home: string): Promise<Listed[]> {
  const bind = bindOptions(directory, home);
  const { stdout } = await run('ldapsearch', [...bind, '-b', directory.realmsDn, filter, ...columns], options);
  return listedIn(stdout);
}

function listedIn(ldif: string): Listed[] {
  const entries = ldif.split('\n\n').filter((entry) => /^dn:/m.test(entry));
  const first = (entry: string, attribute: string) =>
    new RegExp(`^${attribute}:{1,2} (.*)$`, 'm').exec(entry)?.[1] ?? '';
  return entries.map((entry) => ({ id: first(entry, 'entryUUID'), surname: first(entry, 'sn') }));
}

function bindOptions(directory: LabFacts['directory'], home: string): string[] {
  const passwordFile = join(home, 'service-password');
  writeFileSync(passwordFile, directory.service.password, { mode: 0o600 });
  return ['-x', '-LLL', '-H', directory.ldapUrl, '-D', directory.service.dn, '-y', passwordFile];
}

/** Somebody else's tool: replaces one value (by none, without one) with OpenLDAP's own client, as root of the directory. */
export async function ldapmodifyReplace(
  { directory }: LabFacts,
  dn: string,
  attribute: string,
  value?: string,
): Promise<void> {
  const kept = value === undefined ? '' : `${attribute}: ${value}\n`;
  const ldif = `dn: ${dn}\nchangetype: modify\nreplace: ${attribute}\n${kept}`;
  if (!directory.ldapiUrl) throw new Error('the private directory has no local socket');
  // relax: a lock is an attribute that slapd keeps to itself otherwise.
  const modifying = run('ldapmodify', ['-Y', 'EXTERNAL', '-Q', '-e', 'relax', '-H', directory.ldapiUrl], options);
  modifying.child.stdin?.end(ldif);
  await modifying;
}
