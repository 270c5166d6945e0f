import { randomUUID } from 'node:crypto';
import type { StatusText } from '../domain/cluster-status-text.ts';
import {
  type SshClusterSettings,
  type SshMember,
  type SshSecret,
  type SshStep,
  sshCommands,
} from '../domain/ssh-cluster.ts';
import type { Database } from './database.ts';
import type { SshCluster } from './generated/client.ts';
import type { SecretBox } from './secret-box.ts';

/** `sealed` opens only with the box, for this cluster. */
export type KeptSshCluster = SshClusterSettings & { id: string; version: number; sealed: string };

/** By the member's id. */
export type SshSecrets = Record<number, SshSecret>;

/** How a member was when it was asked last. `state`: it answered, or the step that failed. */
export type SshMemberState = {
  state: 'answered' | SshStep;
  why: string;
  since: Date;
  askedAt: Date;
  answeredAt: Date | null;
  status: StatusText | null;
  hostKey: string;
};

/** For so long a removed cluster can be brought back. */
export const undoMs = 10 * 60_000;

export async function readSshClusters(db: Database): Promise<KeptSshCluster[]> {
  const rows = await db.prisma.sshCluster.findMany({ where: { removedAt: null }, orderBy: [{ name: 'asc' }] });
  return rows.map(keptOf);
}

export async function readSshCluster(db: Database, id: string): Promise<KeptSshCluster | null> {
  const row = await db.prisma.sshCluster.findFirst({ where: { id, removedAt: null } });
  return row && keptOf(row);
}

export async function countSshClusters(db: Database): Promise<number> {
  return db.prisma.sshCluster.count({ where: { removedAt: null } });
}

/** Before it is written, so that the audit row names it. */
export function newSshClusterId(): string {
  return randomUUID();
}

type New = { id: string; settings: SshClusterSettings; secrets: SshSecrets };

/** 'taken' when another one has the name. One of that name that was removed can't be brought back any more. */
export async function insertSshCluster(db: Database, box: SecretBox, { id, settings, secrets }: New) {
  const now = new Date();
  return orTaken(async () => {
    await db.prisma.sshCluster.deleteMany({ where: { name: settings.name, removedAt: { not: null } } });
    const secret = seal(box, id, secrets);
    await db.prisma.sshCluster.create({ data: { ...settings, id, secret, createdAt: now, changedAt: now } });
  });
}

/** 'stale' when somebody changed it since `version`. */
export async function updateSshCluster(
  db: Database,
  box: SecretBox,
  { id, version, settings, secrets }: New & { version: number },
): Promise<'done' | 'taken' | 'stale'> {
  let changed = 0;
  const written = await orTaken(async () => {
    await db.prisma.sshCluster.deleteMany({ where: { name: settings.name, removedAt: { not: null } } });
    const data = { ...settings, secret: seal(box, id, secrets), version: version + 1, changedAt: new Date() };
    changed = (await db.prisma.sshCluster.updateMany({ where: { id, version, removedAt: null }, data })).count;
  });
  return written === 'done' && changed === 0 ? 'stale' : written;
}

/** It is asked no more, and kept for `undoMs`. False when it was gone already. */
export async function removeSshCluster(db: Database, id: string): Promise<boolean> {
  const gone = { where: { id, removedAt: null }, data: { removedAt: new Date() } };
  return (await db.prisma.sshCluster.updateMany(gone)).count > 0;
}

/** Its name; null when it can't be brought back any more. */
export async function restoreSshCluster(db: Database, id: string): Promise<boolean> {
  const since = new Date(Date.now() - undoMs);
  const back = { where: { id, removedAt: { gte: since } }, data: { removedAt: null } };
  return (await db.prisma.sshCluster.updateMany(back)).count > 0;
}

/** The name of one that was removed just now. */
export async function removedSshCluster(db: Database, id: string): Promise<string | null> {
  const where = { id, removedAt: { gte: new Date(Date.now() - undoMs) } };
  return (await db.prisma.sshCluster.findFirst({ where, select: { name: true } }))?.name ?? null;
}

/** Those that can't be brought back any more, with their secrets. */
export async function purgeSshClusters(db: Database): Promise<void> {
  await db.prisma.sshCluster.deleteMany({ where: { removedAt: { lt: new Date(Date.now() - undoMs) } } });
}

/** null when they were sealed with another key. */
export function sshSecretsOf(box: SecretBox, { id, sealed }: Pick<KeptSshCluster, 'id' | 'sealed'>): SshSecrets | null {
  const opened = box.open(sealed, placeOf(id));
  return opened === null ? null : (JSON.parse(opened) as SshSecrets);
}

/** By cluster, then by member. One question for all. */
export async function readSshStates(db: Database): Promise<Map<string, Map<number, SshMemberState>>> {
  const rows = await db.prisma.sshMemberState.findMany();
  const states = new Map<string, Map<number, SshMemberState>>();
  for (const { clusterId, memberId, state, status, ...row } of rows) {
    const of = states.get(clusterId) ?? new Map();
    states.set(clusterId, of);
    of.set(memberId, { ...row, state: state as SshMemberState['state'], status: statusOf(status) });
  }
  return states;
}

/** `status` null: what it said last stays. A cluster that was removed meanwhile gets no row. */
export async function keepSshState(db: Database, clusterId: string, memberId: number, state: SshMemberState) {
  await db.query(
    `INSERT INTO ssh_member_state (cluster_id, member_id, state, why, since, asked_at, answered_at, status, host_key)
     SELECT id, $2::int, $3, $4, $5::timestamptz, $6::timestamptz, $7::timestamptz, $8::jsonb, $9 FROM ssh_cluster WHERE id = $1::uuid
     ON CONFLICT (cluster_id, member_id) DO UPDATE SET state = excluded.state, why = excluded.why, since = excluded.since,
       asked_at = excluded.asked_at, answered_at = coalesce(excluded.answered_at, ssh_member_state.answered_at),
       status = coalesce(excluded.status, ssh_member_state.status), host_key = excluded.host_key`,
    [
      clusterId,
      memberId,
      state.state,
      state.why,
      state.since.toISOString(),
      state.askedAt.toISOString(),
      state.answeredAt?.toISOString() ?? null,
      state.status === null ? null : JSON.stringify(state.status),
      state.hostKey,
    ],
  );
}

/** JSON has no dates. */
function statusOf(json: unknown): StatusText | null {
  const status = json as (Omit<StatusText, 'since'> & { since: string | null }) | null;
  return status && { ...status, since: status.since === null ? null : new Date(status.since) };
}

function seal(box: SecretBox, id: string, secrets: SshSecrets): string {
  return box.seal(JSON.stringify(secrets), placeOf(id));
}

function placeOf(id: string): string {
  return `ssh-cluster ${id.toLowerCase()}`;
}

function keptOf({ id, name, version, secret, command, pollSeconds, members }: SshCluster): KeptSshCluster {
  return {
    ...{ id, name, version, sealed: secret },
    command: sshCommands.find((one) => one === command) ?? sshCommands[0],
    pollSeconds: pollSeconds === 30 || pollSeconds === 300 ? pollSeconds : 60,
    members: members as SshMember[],
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
