import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import type { ManagedServer } from './generated/client.ts';
import type { SecretBox } from './secret-box.ts';

/** An XMPP server that the portal manages, as people see and change it: without its secret. */
export type ServerSettings = {
  name: string;
  domain: string;
  host: string;
  port: number;
  tls: 'direct' | 'starttls';
  ca: string;
  jid: string;
  mechanisms: Mechanism[];
  /** For EXTERNAL: our own certificate, PEM; empty without. */
  clientCertificate: string;
};
/** null: what is kept stays. An empty text: none. */
export type NewSecrets = { password: string | null; clientKey: string | null };
export type ServerSecrets = { password: string; clientKey: string };
export const mechanisms = ['EXTERNAL', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'] as const;
export type Mechanism = (typeof mechanisms)[number];

/** What is sealed opens only with the box, for this server. */
export type KeptServer = ServerSettings & {
  id: string;
  version: number;
  sealed: string;
  sealedKey: string | null;
  createdAt: Date;
  changedAt: Date;
};

/** More would need a connection each. */
export const mostServers = 100;

export async function readServers(db: Database): Promise<KeptServer[]> {
  const rows = await db.prisma.managedServer.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }], take: mostServers });
  return rows.map(keptOf);
}

export async function readServer(db: Database, id: string): Promise<KeptServer | null> {
  const [row] = await db.query<ManagedServer>(byId, [id]);
  return row ? keptOf(row) : null;
}

/** Asked for with each step of a command. */
const byId = {
  name: 'managed server',
  text: `SELECT id, name, domain, host, port, tls, ca, jid, secret, client_certificate AS "clientCertificate",
  client_key AS "clientKey", mechanisms, version, created_at AS "createdAt", changed_at AS "changedAt"
FROM managed_server WHERE id = $1`,
};

/** Before it is written, so that the audit row names it. */
export function newServerId(): string {
  return randomUUID();
}

/** 'taken' when another one has the name; names differ in more than case. */
export async function insertServer(
  db: Database,
  box: SecretBox,
  { id, settings, secrets }: { id: string; settings: ServerSettings; secrets: ServerSecrets },
): Promise<'done' | 'taken'> {
  const now = new Date();
  return orTaken(async () => {
    const sealed = { secret: box.seal(secrets.password, placeOf(id)), clientKey: sealKey(box, id, secrets.clientKey) };
    await db.prisma.managedServer.create({ data: { ...settings, ...sealed, id, createdAt: now, changedAt: now } });
  });
}

/** 'stale' when somebody changed it since `version`. */
export async function updateServer(
  db: Database,
  box: SecretBox,
  { id, version, settings, secrets }: { id: string; version: number; settings: ServerSettings; secrets: NewSecrets },
): Promise<'done' | 'taken' | 'stale'> {
  let changed = 0;
  const written = await orTaken(async () => {
    const { password, clientKey } = secrets;
    const sealed = {
      ...(password !== null && { secret: box.seal(password, placeOf(id)) }),
      ...(clientKey !== null && { clientKey: sealKey(box, id, clientKey) }),
    };
    const data = { ...settings, ...sealed, version: version + 1, changedAt: new Date() };
    changed = (await db.prisma.managedServer.updateMany({ where: { id, version }, data })).count;
  });
  return written === 'done' && changed === 0 ? 'stale' : written;
}

/** False when it was gone already. */
export async function deleteServer(db: Database, id: string): Promise<boolean> {
  return (await db.prisma.managedServer.deleteMany({ where: { id } })).count > 0;
}

/** null when they were sealed with another key. */
export function secretsOf(box: SecretBox, { id, sealed, sealedKey }: KeptServer): ServerSecrets | null {
  const password = box.open(sealed, placeOf(id));
  const clientKey = sealedKey === null ? '' : box.open(sealedKey, keyPlaceOf(id));
  return password === null || clientKey === null ? null : { password, clientKey };
}

function sealKey(box: SecretBox, id: string, key: string): string | null {
  return key === '' ? null : box.seal(key, keyPlaceOf(id));
}

function placeOf(id: string): string {
  return `managed_server ${id.toLowerCase()}`;
}

function keyPlaceOf(id: string): string {
  return `managed_server key ${id.toLowerCase()}`;
}

function keptOf({ secret, clientKey, tls, mechanisms: named, ...row }: ManagedServer): KeptServer {
  return {
    ...row,
    sealed: secret,
    sealedKey: clientKey,
    tls: tls === 'direct' ? 'direct' : 'starttls',
    mechanisms: mechanisms.filter((mechanism) => named.includes(mechanism)),
  };
}

/** P2002: a unique index said no. */
async function orTaken(write: () => Promise<void>): Promise<'done' | 'taken'> {
  try {
    await write();
    return 'done';
  } catch (error) {
    if ((error as { code?: string }).code === 'P2002') return 'taken';
    throw error;
  }
}
