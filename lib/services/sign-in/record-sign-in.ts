import { randomUUID } from 'node:crypto';
import type { Entry } from '../../domain/entry.ts';
import { appendAudit } from '../../store/audit.ts';
import type { Portal } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { realmOf } from '../realm-of.ts';

/** One audit row for a try that was checked: `problem` is the sentence that was answered, null when it went well. */
export async function recordSignIn(
  portal: Portal,
  person: Entry,
  from: { address: string },
  problem: string | null,
): Promise<void> {
  const realm = realmOf(person.dn, portal.tree);
  const who = { id: person.id, dn: person.dn.toString(), name: nameOf(person) };
  await appendAudit(portal.db, {
    changeId: randomUUID(),
    phase: problem ? 'failed' : 'succeeded',
    actorId: who.id,
    actorDn: who.dn,
    actorName: who.name,
    address: from.address,
    sessionRef: null,
    action: 'account.sign-in',
    targetKind: 'account',
    targetId: who.id,
    targetDn: who.dn,
    targetName: who.name,
    realmDn: realm?.toString() ?? null,
    realmKey: realm?.key ?? null,
    before: null,
    after: null,
    reason: null,
    failure: problem,
    reference: null,
  });
}
