import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, inject } from 'vitest';
import { fillCatalog } from '../../catalog/fill.ts';
import { parseConfig } from '../../config/config.ts';
import { connectDirectory, eachProvider } from '../../directory/ldap.ts';
import { Dn } from '../../domain/dn.ts';
import { postgresMetrics } from '../../metrics/postgres.ts';
import { can } from '../../policy/can.ts';
import { snmpManager } from '../../snmp/connect.ts';
import { sshReader } from '../../ssh/reader.ts';
import { openDatabase } from '../../store/database.ts';
import { secretBox } from '../../store/secret-box.ts';
import type { Context, Portal } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { readPersonWithHoldings } from '../read-holdings.ts';
import { realmOf } from '../realm-of.ts';
import { xmppParts } from '../xmpp-parts.ts';
import { nowhere } from './fake-connector.ts';

/** A portal on the lab's directory and the run's database, closed after the file; for integration tests only. */
export function testPortal(settings: Record<string, string> = {}, connector = nowhere): Portal {
  const config = parseConfig({ ...inject('labEnvironment'), DATABASE_URL: inject('databaseUrl'), ...settings });
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-portal-'));
  const db = openDatabase(inject('databaseUrl'));
  const portal: Portal = {
    config,
    tree: config.directory,
    directory: connectDirectory(config.directory),
    providers: eachProvider(config.directory),
    db,
    metrics: postgresMetrics(db),
    log: pino({ level: 'silent' }),
    xmpp: xmppParts(connector, secretBox({ file: join(folder, 'secret-key'), made: true })),
    snmp: snmpManager,
    ssh: sshReader,
    judge: can,
  };
  afterAll(async () => {
    await portal.xmpp.connections.close();
    await portal.directory.close();
    for (const { directory } of portal.providers) await directory.close();
    await portal.db.close();
    rmSync(folder, { recursive: true });
  });
  return portal;
}

export async function filledCatalog({ directory, db, tree }: Portal): Promise<void> {
  await fillCatalog(directory.asService(), db.prisma, tree);
}

/** What a demo account would be as the asking person, with the rights that the directory gives now. */
export async function asAccount(portal: Portal, uid: string): Promise<Context> {
  const dn = accountDn(uid);
  const service = portal.directory.asService();
  const own = await service.read(dn, ['entryUUID']);
  if (!own.ok || !own.value) throw new Error(`the lab has no account ${uid}`);
  const read = await readPersonWithHoldings(service, portal.tree, { id: own.value.id, dn }, [
    'uid',
    'cn',
    'displayName',
    portal.tree.jidAttribute,
  ]);
  if (!read.ok || !read.value.entry) throw new Error(`the account ${uid} can't be read`);
  const { entry, holdings } = read.value;
  const actor = {
    id: entry.id,
    dn,
    holdings,
    uid,
    name: nameOf(entry),
    jid: entry.first(portal.tree.jidAttribute),
    realm: realmOf(dn, portal.tree),
    sessionId: 'f'.repeat(64),
    address: '127.0.0.1',
  };
  return { ...portal, actor };
}

/** The same person with the portal's own check removed: what is left is the directory's. */
export function withoutPolicy(context: Context): Context {
  return { ...context, judge: () => ({ allowed: true }) };
}

export function accountDn(uid: string): Dn {
  const account = inject('lab').accounts.find((candidate) => candidate.uid === uid);
  if (!account) throw new Error(`the lab has no account ${uid}`);
  return Dn.of(account.dn);
}

export async function accountId(portal: Portal, uid: string): Promise<string> {
  const read = await portal.directory.asService().read(accountDn(uid), ['entryUUID']);
  if (!read.ok || !read.value) throw new Error(`the lab has no account ${uid}`);
  return read.value.id;
}

export function accountPassword(uid: string): string {
  return inject('lab').accounts.find((candidate) => candidate.uid === uid)?.password ?? '';
}
