import { randomUUID } from 'node:crypto';
import type { Condition, Rule } from '../domain/alert-rule.ts';
import { alertSeverities, groupings } from '../domain/alert-rule.ts';
import { conditionInput, type RuleInput } from '../domain/alert-rule-input.ts';
import type { Database } from './database.ts';
import type { AlertRule, Prisma } from './generated/client.ts';

export type KeptRule = Rule & { version: number; changedAt: Date };

/** Each is evaluated every ten seconds. */
export const mostRules = 500;

/** By name. A condition that this version doesn't know is left out: nobody can evaluate or edit it. */
export async function readRules(db: Database): Promise<KeptRule[]> {
  const rows = await db.prisma.alertRule.findMany({ orderBy: [{ name: 'asc' }], take: mostRules });
  return rows.flatMap((row) => keptOf(row) ?? []);
}

export async function readRule(db: Database, id: string): Promise<KeptRule | null> {
  const row = await db.prisma.alertRule.findUnique({ where: { id } });
  return row && keptOf(row);
}

/** Before it is written, so that the audit row names it. */
export function newRuleId(): string {
  return randomUUID();
}

export async function insertRule(db: Database, id: string, rule: RuleInput): Promise<'done' | 'taken'> {
  return orTaken(async () => {
    await db.prisma.alertRule.create({ data: { ...rule, id, condition: jsonOf(rule.condition) } });
  });
}

/** 'stale' when somebody changed it since `version`. */
export async function updateRule(
  db: Database,
  { id, version, rule }: { id: string; version: number; rule: RuleInput },
): Promise<'done' | 'taken' | 'stale'> {
  let changed = 0;
  const written = await orTaken(async () => {
    const data = { ...rule, condition: jsonOf(rule.condition), version: version + 1, changedAt: new Date() };
    changed = (await db.prisma.alertRule.updateMany({ where: { id, version }, data })).count;
  });
  return written === 'done' && changed === 0 ? 'stale' : written;
}

/** False when it was gone already. Its open alerts end with the next evaluation. */
export async function deleteRule(db: Database, id: string): Promise<boolean> {
  return (await db.prisma.alertRule.deleteMany({ where: { id } })).count > 0;
}

function keptOf({ condition, severity, grouping, ...row }: AlertRule): KeptRule | null {
  const read = conditionInput.safeParse(condition);
  if (!read.success) return null;
  return {
    ...row,
    condition: read.data,
    severity: alertSeverities.find((one) => one === severity) ?? 'warn',
    grouping: groupings.find((one) => one === grouping) ?? 'target',
  };
}

function jsonOf(condition: Condition): Prisma.InputJsonObject {
  return condition as unknown as Prisma.InputJsonObject;
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
