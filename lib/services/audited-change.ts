import { randomUUID } from 'node:crypto';
import type { Dn } from '../domain/dn.ts';
import type { Failure, Result } from '../domain/failure.ts';
import type { Actor } from '../policy/actor.ts';
import { appendAudit } from '../store/audit.ts';
import type { Portal } from './context.ts';

/** Attribute to its values as a person reads them; secrets and pictures are described, never contained. */
export type Image = Record<string, string[]>;

export type Change = {
  /** The use case: "users.edit". */
  action: string;
  kind:
    | 'user'
    | 'group'
    | 'role'
    | 'realm'
    | 'session'
    | 'account'
    | 'server'
    | 'device'
    | 'alert'
    | 'board'
    | 'cluster'
    | 'mib';
  /** entryUUID, or the id of a managed server or device; null while the entry doesn't exist yet. */
  id: string | null;
  /** null for what is not in the directory. */
  dn: Dn | null;
  name: string;
  realm: Dn | null;
  /** Only what changes. */
  before: Image | null;
  after: Image | null;
  reason?: string;
};

/** Who does it: the signed-in person, or somebody who is about to be and has no session yet. */
type Doing = Pick<Portal, 'db' | 'directory' | 'log'> & {
  actor: Pick<Actor, 'id' | 'dn' | 'name' | 'address'> & { sessionId: string | null };
};

/** On globalThis, because Next's build gives pages and routes an instance each of this file. */
const shared = globalThis as { bailiwickUnderWay?: Set<string> };
shared.bailiwickUnderWay ??= new Set();

/** Ids of the changes that this process is carrying out, however long that takes: nobody has to look what became of them yet. */
export const changesUnderWay = shared.bailiwickUnderWay;

/**
 * Law 2: a pending audit row with the before-image first, then the change, then its outcome. When the row can't be
 * written, nothing is changed. An answer that did not come leaves `unknown`. `learned`: what is known only afterwards, such as
 * how many were reached; it stands in the outcome beside `after`.
 */
export async function auditedChange<T>(
  context: Doing,
  change: Change,
  carryOut: () => Promise<Result<T>>,
  learned?: () => Image,
): Promise<Result<T>> {
  const changeId = randomUUID();
  changesUnderWay.add(changeId);
  try {
    const pending = await appendAudit(context.db, { ...recordOf(context, change), changeId, phase: 'pending' });
    const result = await carryOut();
    const id = change.id ?? (result.ok ? await idOfNew(context, change) : null);
    const after = learned ? { ...change.after, ...learned() } : change.after;
    const outcome = { ...recordOf(context, { ...change, id, after }), changeId, ...outcomeOf(result) };
    await appendAudit(context.db, outcome, pending.seq);
    if (!result.ok) logFailure(context, change, result.failure);
    return result;
  } finally {
    changesUnderWay.delete(changeId);
  }
}

/** One row for what has happened already and can't be taken back: a sign-in, an export. */
export async function auditedEvent(context: Doing, event: Change): Promise<void> {
  await appendAudit(context.db, { ...recordOf(context, event), changeId: randomUUID(), phase: 'succeeded' }, null);
}

/** An entry gets its id with being created; without it, its history would not begin with that. */
async function idOfNew({ directory }: Doing, { kind, dn }: Change): Promise<string | null> {
  if (kind === 'session' || kind === 'account' || !dn) return null;
  const read = await directory.asService().read(dn, ['entryUUID']);
  return (read.ok && read.value?.id) || null;
}

function recordOf({ actor }: Doing, change: Change) {
  return {
    actorId: actor.id,
    actorDn: actor.dn.toString(),
    actorName: actor.name,
    address: actor.address,
    sessionRef: actor.sessionId?.slice(0, 8) ?? null,
    action: change.action,
    targetKind: change.kind,
    targetId: change.id,
    targetDn: change.dn?.toString() ?? '',
    targetName: change.name,
    realmDn: change.realm?.toString() ?? null,
    realmKey: change.realm?.key ?? null,
    before: change.before,
    after: change.after,
    reason: change.reason ?? null,
    failure: null,
    reference: null,
  };
}

function outcomeOf(result: Result<unknown>) {
  if (result.ok) return { phase: 'succeeded' as const };
  const { uncertain, why, reference } = result.failure;
  return { phase: uncertain ? ('unknown' as const) : ('failed' as const), failure: why, reference };
}

function logFailure(context: Doing, change: Change, failure: Failure): void {
  const level = failure.kind === 'unexpected' ? 'error' : 'warn';
  context.log[level](
    { action: change.action, reference: failure.reference, kind: failure.kind, cause: failure.cause },
    failure.why,
  );
}
