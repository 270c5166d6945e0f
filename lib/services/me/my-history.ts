import { Dn } from '../../domain/dn.ts';
import { ok, type Result } from '../../domain/failure.ts';
import type { Actor } from '../../policy/actor.ts';
import { type AuditRow, listAudit } from '../../store/audit-list.ts';
import { actionWords, toldAs } from '../audit/action-words.ts';
import { type AuditEntry, auditEntry } from '../audit/audit-entry.ts';
import { historyPage } from '../audit/entry-history.ts';
import type { Context } from '../context.ts';
import { defineUseCase } from '../use-case.ts';
import { oneself } from './oneself.ts';

export type MyHistory = { rows: MyEntry[]; total: number };
export type MyEntry = Omit<AuditEntry, 'actorDn' | 'targetDn' | 'realm' | 'href'> & {
  byMe: boolean /** "Rex Okoye reset your password" */;
  sentence: string;
};

/** What one did, and what was done to one: without DNs. */
export const myHistory = defineUseCase({
  permission: 'me.read',
  noun: 'history',
  what: 'Your history could not be read.',
  input: historyPage,
  find: oneself,
  async act(context, page): Promise<Result<MyHistory>> {
    const { rows, total } = await listAudit(context.db, { realmKeys: null, personId: context.actor.id }, page);
    return ok({ rows: rows.map((row) => myEntry(context, row)), total });
  },
});

/**
 * Of a change to somebody else only that it was made: what the other entry says is shown by the audit log, to those who
 * may read it today. Of a change by somebody else, not where they sat.
 */
function myEntry(context: Context, row: AuditRow): MyEntry {
  const { actorDn: _, targetDn: __, realm: ___, href: ____, ...entry } = auditEntry(row, new Set(), new Date());
  const byMe = row.actorId === context.actor.id;
  const aboutMe = row.targetId === context.actor.id;
  const image = (values: AuditEntry['before']) => (aboutMe || mayReadLog(context, row) ? withoutDns(values) : null);
  return {
    ...entry,
    byMe,
    sentence: sentenceOf(entry, byMe, aboutMe),
    address: byMe ? entry.address : '',
    before: image(entry.before),
    after: image(entry.after),
  };
}

function sentenceOf(
  { actor, action, outcome, words, target }: Pick<AuditEntry, 'actor' | 'action' | 'outcome' | 'words' | 'target'>,
  byMe: boolean,
  aboutMe: boolean,
): string {
  const { you } = actionWords(action);
  const who = byMe ? 'You' : actor;
  return aboutMe ? `${who} ${you ? toldAs(you, outcome) : words}` : [who, words, target].filter(Boolean).join(' ');
}

function mayReadLog({ judge, actor }: { judge: Context['judge']; actor: Actor }, { realmDn }: AuditRow): boolean {
  return judge(actor, 'audit.read', { realm: realmDn ? Dn.parse(realmDn) : null }).allowed;
}

function withoutDns(image: AuditEntry['before']): AuditEntry['before'] {
  if (!image) return null;
  const named = ([name, values]: [string, string[]]) => [
    name,
    values.map((value) => (/^[A-Za-z][\w-]*=[^=]+,.+=/.test(value) ? (Dn.parse(value)?.name ?? value) : value)),
  ];
  return Object.fromEntries(Object.entries(image).map(([name, values]) => named([name, values])));
}
