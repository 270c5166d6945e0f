import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database } from './database.ts';
import type { CommandOffer } from './generated/client.ts';

/** A command of a managed server that is offered to delegates; lib/domain/command-offer.ts says what fields mean. */
export type OfferSettings = {
  serverId: string;
  jid: string;
  node: string;
  name: string;
  description: string;
  realmId: string;
  realmDn: string;
  realmKey: string;
  /** Names of grants. */
  audience: string[];
  fields: KeptFieldRule[];
};
export type KeptOffer = OfferSettings & { id: string; version: number; changedAt: Date; serverName: string };

const fieldRule = z.object({
  name: z.string(),
  is: z.enum(['asked', 'fixed', 'hidden']),
  values: z.array(z.string()),
  jid: z.enum(['person', 'domain']).nullable(),
});
type KeptFieldRule = z.infer<typeof fieldRule>;
const fieldRules = z.array(fieldRule);

/** All are read at once: whom one is offered to is decided by the policy, not by a query. */
export const mostOffers = 500;

/** By name. */
export async function readOffers(db: Database): Promise<KeptOffer[]> {
  const rows = await db.prisma.commandOffer.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: mostOffers,
    include: withServer,
  });
  return rows.map(keptOf);
}

export async function readOffer(db: Database, id: string): Promise<KeptOffer | null> {
  const row = await db.prisma.commandOffer.findUnique({ where: { id }, include: withServer });
  return row && keptOf(row);
}

/** Before it is written, so that the audit row can name it. */
export function newOfferId(): string {
  return randomUUID();
}

/** False when the server was removed in the meantime. */
export async function insertOffer(db: Database, id: string, settings: OfferSettings): Promise<boolean> {
  const now = new Date();
  try {
    await db.prisma.commandOffer.create({ data: { ...settings, id, createdAt: now, changedAt: now } });
    return true;
  } catch (error) {
    // P2003: the foreign key found no server.
    if ((error as { code?: string }).code === 'P2003') return false;
    throw error;
  }
}

/** False when somebody changed or withdrew it since `version`. */
export async function updateOffer(
  db: Database,
  { id, version, settings }: { id: string; version: number; settings: OfferSettings },
): Promise<boolean> {
  const data = { ...settings, version: version + 1, changedAt: new Date() };
  return (await db.prisma.commandOffer.updateMany({ where: { id, version }, data })).count > 0;
}

/** False when it was gone already. */
export async function deleteOffer(db: Database, id: string): Promise<boolean> {
  return (await db.prisma.commandOffer.deleteMany({ where: { id } })).count > 0;
}

const withServer = { server: { select: { name: true } } } as const;

function keptOf({ server, fields, createdAt: _, ...row }: CommandOffer & { server: { name: string } }): KeptOffer {
  return { ...row, serverName: server.name, fields: fieldRules.parse(fields) };
}
