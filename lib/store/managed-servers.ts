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
};
export const mechanisms = ['EXTERNAL', 'SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'] as const;
export type Mechanism = (typeof mechanisms)[number];

/** `sealed` opens only with the box, for this server. */
export type KeptServer = ServerSettings & {
  id: string;
  version: number;
  sealed: string;
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
  const row = await db.prisma.managedServer.findUnique({ where: { id } });
  return row && keptOf(row);
}

/** Before it is written, so that the audit row names it. */
export function newServerId(): string {
  return randomUUID();
}

/** 'taken' when another one has the name; names differ in more than case. */
export async function insertServer(
  db: Database,
  box: SecretBox,
  { id, settings, secret }: { id: string; settings: ServerSettings; secret: string },
): Promise<'done' | 'taken'> {
  const now = new Date();
  return orTaken(async () => {
    const data = { ...settings, id, secret: box.seal(secret, placeOf(id)), createdAt: now, changedAt: now };
    await db.prisma.managedServer.create({ data });
  });
}

/** 'stale' when somebody changed it since `version`. `secret` null keeps the one that is there. */
export async function updateServer(
  db: Database,
  box: SecretBox,
  { id, version, settings, secret }: { id: string; version: number; settings: ServerSettings; secret: string | null },
): Promise<'done' | 'taken' | 'stale'> {
  let changed = 0;
  const written = await orTaken(async () => {
    const sealed = secret === null ? {} : { secret: box.seal(secret, placeOf(id)) };
    const data = { ...settings, ...sealed, version: version + 1, changedAt: new Date() };
    changed = (await db.prisma.managedServer.updateMany({ where: { id, version }, data })).count;
  });
  return written === 'done' && changed === 0 ? 'stale' : written;
}

/** False when it was gone already. */
export async function deleteServer(db: Database, id: string): Promise<boolean> {
  return (await db.prisma.managedServer.deleteMany({ where: { id } })).count > 0;
}

/** null when it was sealed with another key. */
export function secretOf(box: SecretBox, { id, sealed }: KeptServer): string | null {
  return box.open(sealed, placeOf(id));
}

function placeOf(id: string): string {
  return `managed_server ${id.toLowerCase()}`;
}

function keptOf({ secret, tls, mechanisms: named, ...row }: ManagedServer): KeptServer {
  return {
    ...row,
    sealed: secret,
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
