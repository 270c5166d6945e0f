import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { seedLdif } from '../seed/seed-ldif.ts';
import type { SeedTree } from '../seed/tree.ts';
import { makeCertificates } from './certificates.ts';
import { accessRules, configLdif } from './config-ldif.ts';
import { ldifRecord } from './ldif.ts';
import { argon2Hash, slapadd, slapindex, slapmodify } from './slapd-commands.ts';

export type SlapdPreparation = {
  folder: string;
  tree: SeedTree;
  /** Addresses that the server's certificate names. */
  hosts: readonly string[];
  users: number;
  durable: boolean;
  passwords: { demo: string; service: string };
  /** Last step before the folder counts as prepared. */
  beforeDone(): Promise<void>;
};

/** Written last: a set-up that was interrupted is done again. */
const doneMark = (folder: string) => join(folder, 'prepared');

export function isPrepared(folder: string): boolean {
  return existsSync(doneMark(folder));
}

/** Makes certificates, cn=config and the seeded tree below `folder`, offline. 100,000 people take well under two minutes. */
export async function prepareSlapd({
  folder,
  tree,
  hosts,
  users,
  durable,
  passwords,
  beforeDone,
}: SlapdPreparation): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['config', 'db', 'accesslog', 'run'])
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  const certificates = makeCertificates(join(folder, 'tls'), hosts);
  const config = configLdif({ folder, base: tree.base, serviceDn: tree.serviceDn, certificates, durable });
  await slapadd(join(folder, 'config'), 0, Readable.from([config]), false);
  const hashes = {
    demo: argon2Hash(folder, passwords.demo),
    service: argon2Hash(folder, passwords.service),
    // One hash for everybody whose password nobody knows: hashing each would take most of the loading time.
    unknown: argon2Hash(folder, randomBytes(24).toString('base64')),
  };
  await slapadd(
    join(folder, 'config'),
    mainDatabaseNumber,
    Readable.from(seedLdif({ tree, users, hashes, now: Date.now() })),
    true,
  );
  await beforeDone();
  writeFileSync(doneMark(folder), '');
}

/** Gives the accounts another password while slapd isn't running: policy, locks and expiry stay as they are. */
export async function renewDemoPassword(folder: string, dns: readonly string[], password: string): Promise<void> {
  const hash = argon2Hash(folder, password);
  const changes = dns.map((dn) =>
    ldifRecord(dn, { changetype: 'modify', replace: 'userPassword', userPassword: hash }),
  );
  await changeOffline(folder, changes);
}

/** LDIF changes of the tree while slapd isn't running. */
export async function changeOffline(folder: string, changes: readonly string[]): Promise<void> {
  await slapmodify(join(folder, 'config'), mainDatabaseNumber, Readable.from(changes));
  await slapindex(join(folder, 'config'), mainDatabaseNumber, ['entryUUID']);
}

/** Brings a directory that an earlier version made to the access rules of today, while slapd isn't running. */
export async function renewAccessRules(folder: string, base: string): Promise<void> {
  const change = ldifRecord(`olcDatabase={${mainDatabaseNumber}}mdb,cn=config`, {
    changetype: 'modify',
    replace: 'olcAccess',
    olcAccess: accessRules(base).map((rule, index) => `{${index}}${rule}`),
  });
  await slapmodify(join(folder, 'config'), 0, Readable.from([change]));
}

/** Its index in config-ldif.ts. */
const mainDatabaseNumber = 3;
