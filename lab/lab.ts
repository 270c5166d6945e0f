import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LabFacts, readLabFacts, writeLabFacts } from './facts.ts';
import { freePort, isPortFree } from './free-port.ts';
import { demoAccounts } from './seed/demo-accounts.ts';
import { type SeedTree, seedTree } from './seed/tree.ts';
import { isPrepared, prepareSlapd, renewAccessRules, renewDemoPassword } from './slapd/prepare.ts';
import { endLeftover, startSlapd } from './slapd/server.ts';
import { newXmppAccounts, writeXmppAccounts } from './xmpp/accounts.ts';

export type LabOptions = {
  /** Folder of everything that the lab keeps; made when missing. */
  home: string;
  /** People to seed; only when the directory is made. */
  users: number;
  /** Password of the demo accounts; one is made up, and kept, when it is missing. */
  demoPassword?: string;
  /** Throws away what an earlier run kept. */
  fresh?: boolean;
  /** slapd's -d: `none`, or `stats`, which writes a line for each operation to facts.directory.logFile. */
  logLevel?: 'none' | 'stats';
  /** Used while they are free and no earlier run had others; free ones otherwise. */
  preferredPorts?: Ports;
  /** A loopback address. */
  host?: string;
  baseDn?: string;
  portalUrl?: string;
  /** false: quicker writes that a power failure may lose. For tests. Only when the directory is made. */
  durable?: boolean;
};

type Ports = { ldap: number; ldaps: number };

export type Lab = {
  /** Settings (lib/config) that point the portal at this lab. */
  environment: Record<string, string>;
  facts: LabFacts;
  /** True when this start made and seeded the directory. */
  seeded: boolean;
  /** Resolves when slapd ends, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

/** Starts the private directory, seeding it first when it isn't there. What an earlier run kept is kept. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const home = resolve(options.home);
  const host = options.host ?? '127.0.0.1';
  const folder = join(home, 'slapd');
  if (options.fresh) rmSync(folder, { recursive: true, force: true });
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const tree = seedTree(options.baseDn ?? 'dc=bailiwick,dc=example');
  const kept = isPrepared(folder) ? readLabFacts(home) : null;
  await endLeftover(folder);
  const ports = await choosePorts(host, portsOf(kept) ?? options.preferredPorts);
  const socket = join(folder, 'ldapi');
  const ldapiUrl = Buffer.byteLength(socket) < longestSocketPath ? `ldapi://${encodeURIComponent(socket)}` : null;
  const facts = newFacts(tree, options, kept, { host, ports, ldapiUrl, folder });
  if (!kept) {
    await prepareSlapd({
      ...{ folder, tree, hosts: ['127.0.0.1', host], users: options.users, durable: options.durable ?? true },
      passwords: { demo: facts.accounts[0]?.password as string, service: facts.directory.service.password },
      beforeDone: async () => {
        await writeXmppAccounts(folder, tree, facts.xmppAccounts);
        writeLabFacts(home, facts);
      },
    });
  } else {
    if (options.demoPassword && facts.accounts.some(({ password }) => password !== options.demoPassword)) {
      await renewDemoPassword(
        folder,
        facts.accounts.map(({ dn }) => dn),
        options.demoPassword,
      );
      for (const account of facts.accounts) account.password = options.demoPassword;
    }
    if (!kept.xmppAccounts) {
      await renewAccessRules(folder, tree.base);
      await writeXmppAccounts(folder, tree, facts.xmppAccounts);
    }
    writeLabFacts(home, facts);
  }
  const slapd = await startSlapd(
    folder,
    { host, ldapPort: ports.ldap, ldapsPort: ports.ldaps, ldapiUrl },
    options.logLevel ?? 'none',
  );
  return { environment: environmentFor(facts), facts, seeded: !kept, ended: slapd.ended, stop: slapd.stop };
}

function portsOf(kept: LabFacts | null): Ports | undefined {
  return kept
    ? { ldap: Number(new URL(kept.directory.ldapUrl).port), ldaps: Number(new URL(kept.directory.ldapsUrl).port) }
    : undefined;
}

async function choosePorts(host: string, preferred: Ports | undefined): Promise<Ports> {
  if (preferred && (await isPortFree(host, preferred.ldap)) && (await isPortFree(host, preferred.ldaps)))
    return preferred;
  return { ldap: await freePort(host), ldaps: await freePort(host) };
}

/** sun_path holds 108 bytes. */
const longestSocketPath = 100;

type Listening = { host: string; ports: Ports; ldapiUrl: string | null; folder: string };

function newFacts(
  tree: SeedTree,
  options: LabOptions,
  kept: LabFacts | null,
  { host, ports, ldapiUrl, folder }: Listening,
): LabFacts {
  const password = options.demoPassword ?? randomPassword();
  return {
    directory: {
      ldapUrl: `ldap://${host}:${ports.ldap}`,
      ldapsUrl: `ldaps://${host}:${ports.ldaps}`,
      ldapiUrl,
      caFile: join(folder, 'tls/ca.crt'),
      baseDn: tree.base,
      realmsDn: tree.realmsBase,
      rolesDn: tree.rolesBase,
      groupsDn: tree.groupsBase,
      service: kept?.directory.service ?? { dn: tree.serviceDn, password: randomPassword(24) },
      users: kept?.directory.users ?? options.users,
      logFile: join(folder, 'slapd.log'),
    },
    accounts:
      kept?.accounts ??
      demoAccounts.map(({ uid, realm, what, state }) => ({
        uid,
        password,
        dn: `uid=${uid},${tree.realms[realm].people}`,
        what,
        state,
      })),
    realms: Object.fromEntries(Object.values(tree.realms).map(({ name, dn, domains }) => [name, { dn, domains }])),
    xmppAccounts: kept?.xmppAccounts ?? newXmppAccounts(tree),
    xmpp: kept?.xmpp,
    portalUrl: options.portalUrl ?? kept?.portalUrl,
  };
}

function randomPassword(bytes = 9): string {
  return randomBytes(bytes).toString('base64url');
}

function environmentFor({ directory }: LabFacts): Record<string, string> {
  return {
    LDAP_URL: directory.ldapsUrl,
    LDAP_CA_FILE: directory.caFile,
    LDAP_BIND_DN: directory.service.dn,
    LDAP_BIND_PASSWORD: directory.service.password,
    LDAP_BASE: directory.baseDn,
    LDAP_REALMS_BASE: directory.realmsDn,
    LDAP_ROLES_BASE: directory.rolesDn,
    LDAP_GROUPS_BASE: directory.groupsDn,
    LDAP_POLICY_DN: `cn=default,ou=policies,${directory.baseDn}`,
    LDAP_ACCESSLOG_BASE: 'cn=accesslog',
  };
}
