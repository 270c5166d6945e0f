import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LabFacts } from '../lab/facts.ts';

const run = promisify(execFile);
const options = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };

/** The columns of the users page, as its own rows have them. */
const columns = ['entryUUID', 'cn', 'sn', 'uid', 'mail', 'telephoneNumber', 'title', 'pwdAccountLockedTime'];

/** The first 50 people by surname with OpenLDAP's own client: a sort by the server, and a virtual list view of it. Answers their ids. */
export function ldapsearchFirst50({ directory }: LabFacts, home: string): () => Promise<string[]> {
  const passwordFile = join(home, 'service-password');
  writeFileSync(passwordFile, directory.service.password, { mode: 0o600 });
  const bind = ['-x', '-LLL', '-H', directory.ldapUrl, '-D', directory.service.dn, '-y', passwordFile];
  const list = ['-E', 'sss=sn:caseIgnoreOrderingMatch', '-E', 'vlv=0/49/1/0', '(objectClass=inetOrgPerson)'];
  return async () => {
    const searching = run('ldapsearch', [...bind, '-b', directory.realmsDn, ...list, ...columns], options);
    // It asks which window to show next; what is no window ends it, with exit code 1, after the first.
    searching.child.stdin?.end('none\n');
    const { stdout } = await searching.catch((ended: { stdout: string }) => ended);
    const ids = [...stdout.matchAll(/^entryUUID: (\S+)$/gm)].map((found) => found[1] ?? '');
    if (ids.length !== 50) throw new Error(`ldapsearch answered ${ids.length} entries instead of 50`);
    return ids;
  };
}

/** Somebody else's tool: replaces one value with OpenLDAP's own client, as root of the directory. */
export async function ldapmodifyReplace(
  { directory }: LabFacts,
  dn: string,
  attribute: string,
  value: string,
): Promise<void> {
  const ldif = `dn: ${dn}\nchangetype: modify\nreplace: ${attribute}\n${attribute}: ${value}\n`;
  if (!directory.ldapiUrl) throw new Error('the private directory has no local socket');
  const modifying = run('ldapmodify', ['-Y', 'EXTERNAL', '-Q', '-H', directory.ldapiUrl], options);
  modifying.child.stdin?.end(ldif);
  await modifying;
}
