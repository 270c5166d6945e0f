import { setTimeout as sleep } from 'node:timers/promises';
import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { ok, type Result } from '../../domain/failure.ts';
import { equal } from '../../domain/filter.ts';
import { appendAudit, type PendingChange, pendingChanges } from '../../store/audit.ts';
import { changesUnderWay, type Image } from '../audited-change.ts';
import type { Portal } from '../context.ts';
import { compareImages, createdSince, type Finding } from './compare-images.ts';

type Parts = Pick<Portal, 'db' | 'directory' | 'tree' | 'log'>;

export type Resolved = {
  resolved: number /** Changes that can't be looked at while the directory is away. */;
  left: number;
};

const resolvedBy = 'Resolved by looking';
/** Longer than any timeout of the directory together with its retries: an older change of this process has no answer to come. */
const answeredWithinMs = 120_000;

/**
 * Law 2: a process that ended between a change and its outcome leaves `pending`. What became of it is seen in the
 * directory, read as the service account, and appended as the outcome. A directory that is away leaves the rest for the
 * next time. Looks at what was begun before `startedAt`, when the one process that makes changes started, and at
 * what this process itself left without an outcome for too long (the database was away).
 */
export async function resolvePending(parts: Parts, startedAt: Date): Promise<Resolved> {
  const newest = Math.max(startedAt.getTime(), Date.now() - answeredWithinMs);
  const changes = (await pendingChanges(parts.db)).filter(
    ({ at, changeId }) => at.getTime() <= newest && !changesUnderWay.has(changeId),
  );
  let resolved = 0;
  for (const change of changes) {
    const looked = await look(parts, change);
    if (!looked.ok) break;
    await appendOutcome(parts, change, looked.value);
    resolved += 1;
  }
  if (changes.length > 0)
    parts.log.info({ resolved, left: changes.length - resolved }, 'changes without an outcome were looked at');
  return { resolved, left: changes.length - resolved };
}

const everyMs = 60_000;
const retryMs = 5_000;

/** At the portal's start, and then again and again, sooner while something is left. Never throws. */
export async function keepResolving(parts: Parts, startedAt = new Date(), signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted) {
    const left = await leftOver(parts, startedAt);
    await sleep(left === 0 ? everyMs : retryMs, undefined, { signal, ref: false }).catch(() => {});
  }
}

async function leftOver(parts: Parts, startedAt: Date): Promise<number> {
  try {
    return (await resolvePending(parts, startedAt)).left;
  } catch (error) {
    parts.log.warn({ err: error }, 'changes without an outcome could not be looked at');
    return 1;
  }
}

const notInDirectory: ReadonlySet<string> = new Set([
  'session',
  'account',
  'server',
  'device',
  'alert',
  'board',
  'cluster',
  'mib',
]);

/** Their target's entry doesn't tell whether they happened. */
const nothingToSee: ReadonlySet<string> = new Set([
  'announcements.send',
  'users.end-xmpp-sessions',
  'me.end-xmpp-session',
]);

type Looked = { finding: Finding; id: string | null };

async function look(parts: Parts, change: PendingChange): Promise<Result<Looked>> {
  if (notInDirectory.has(change.targetKind) || nothingToSee.has(change.action))
    return ok({ finding: 'unclear', id: change.targetId });
  const before = change.before as Image | null;
  const after = change.after as Image | null;
  const read = await readTarget(parts, change, Object.keys({ ...before, ...after }));
  if (!read.ok) return read;
  const entry = read.value;
  return ok({ finding: findingOf(entry, before, after, change), id: change.targetId ?? entry?.id ?? null });
}

/** Without an after-image it was a deletion, without an id an addition; everything else changed an entry. */
function findingOf(
  entry: Entry | null,
  before: Image | null,
  after: Image | null,
  { targetId, at }: PendingChange,
): Finding {
  if (after === null && !entry) return 'happened';
  // A realm goes entry by entry, itself last: while it is there, some of it may be gone.
  if (after === null) return before?.entries ? 'unclear' : 'did not happen';
  if (targetId === null) return entry && createdSince(entry, at) ? 'happened' : 'did not happen';
  return entry ? compareImages(entry, before ?? {}, after, at) : 'unclear';
}

const times = ['entryUUID', 'createTimestamp', 'modifyTimestamp', 'pwdChangedTime'];

async function readTarget(
  { directory, tree }: Parts,
  { targetId, targetDn }: PendingChange,
  names: string[],
): Promise<Result<Entry | null>> {
  const service = directory.asService();
  const attributes = [...new Set([...times, ...names.filter((name) => /^[A-Za-z][\w;-]*$/.test(name))])];
  if (targetId === null) return service.read(Dn.of(targetDn), attributes);
  const found = await service.search({
    base: tree.base,
    scope: 'sub',
    filter: equal('entryUUID', targetId),
    attributes,
    limit: 1,
  });
  return found.ok ? ok(found.value.entries[0] ?? null) : found;
}

const phases = { happened: 'succeeded', 'did not happen': 'failed', unclear: 'unknown' } as const satisfies Record<
  Finding,
  string
>;

const sentences = {
  happened: null,
  'did not happen': 'The portal stopped before the change was made.',
  unclear: 'The portal stopped before the answer came, and what the entry says now doesn’t tell.',
} as const satisfies Record<Finding, string | null>;

async function appendOutcome({ db }: Parts, change: PendingChange, { finding, id }: Looked): Promise<void> {
  const { seq: _, at: __, ...record } = change;
  await appendAudit(db, {
    ...record,
    phase: phases[finding],
    targetId: finding === 'happened' ? id : change.targetId,
    reason: resolvedBy,
    failure: sentences[finding],
  });
}
