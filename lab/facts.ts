import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { XmppAccounts, XmppFacts } from './xmpp/facts.ts';

/** What `.bailiwick/lab.json` says: where everything of the demo listens and how to reach it. */
export type LabFacts = {
  directory: {
    ldapUrl: string;
    ldapsUrl: string;
    /** For the owner of the files, with SASL EXTERNAL: may do everything. null where the folder's path is too long for a socket. */
    ldapiUrl: string | null;
    caFile: string;
    baseDn: string;
    realmsDn: string;
    rolesDn: string;
    groupsDn: string;
    service: { dn: string; password: string };
    /** People in the directory when it was seeded. */
    users: number;
    logFile: string;
  };
  accounts: LabAccount[];
  realms: Record<string, { dn: string; domains: readonly string[] }>;
  xmppAccounts: XmppAccounts;
  /** Missing until the XMPP servers have run once. */
  xmpp?: XmppFacts;
  portalUrl?: string;
};

export type LabAccount = { uid: string; password: string; dn: string; what: string; state?: string };

export function labFile(home: string): string {
  return join(home, 'lab.json');
}

export function readLabFacts(home: string): LabFacts | null {
  try {
    return JSON.parse(readFileSync(labFile(home), 'utf8')) as LabFacts;
  } catch {
    return null;
  }
}

/** Readable by its owner only, and never half written. */
export function writeLabFacts(home: string, facts: LabFacts): void {
  const temporary = `${labFile(home)}.new`;
  writeFileSync(temporary, `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, labFile(home));
}
