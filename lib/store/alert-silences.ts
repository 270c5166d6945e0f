import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';

export type KeptSilence = {
  id: string;
  ruleId: string | null;
  target: string | null;
  reason: string;
  madeBy: string;
  createdAt: Date;
  until: Date;
};

export const mostSilences = 200;

/** Those that are not over, the first to end first. */
export async function readSilences(db: Database, now = new Date()): Promise<KeptSilence[]> {
  return db.prisma.alertSilence.findMany({
    where: { until: { gt: now } },
    orderBy: [{ until: 'asc' }, { id: 'asc' }],
    take: mostSilences,
  });
}

export async function readSilence(db: Database, id: string): Promise<KeptSilence | null> {
  return db.prisma.alertSilence.findUnique({ where: { id } });
}

export function newSilenceId(): string {
  return randomUUID();
}

export async function insertSilence(db: Database, silence: Omit<KeptSilence, 'createdAt'>): Promise<void> {
  await db.prisma.alertSilence.create({ data: { ...silence, createdAt: new Date() } });
}

/** False when it was over already. */
export async function endSilence(db: Database, id: string): Promise<boolean> {
  const now = new Date();
  const { count } = await db.prisma.alertSilence.updateMany({
    where: { id, until: { gt: now } },
    data: { until: now },
  });
  return count > 0;
}
