import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { jidText } from '../../domain/jid.ts';
import { parseSessionJid, sessionJidText } from '../../domain/session-jid.ts';
import type { Claim } from '../../xmpp/servers/port.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { checkServed, serverAt } from './server-at.ts';
import { shownText } from './shown-text.ts';

export type SessionsEnded = Claim<{ ended: number | null; asked: number }>;

/** A session or all of an account, as its full or bare JID. */
const sessionJid = z
  .string()
  .max(3071)
  .transform((text, context) => {
    const parsed = parseSessionJid(text);
    if (parsed) return parsed;
    context.addIssue({ code: 'custom', message: 'This is no JID of an account.' });
    return z.NEVER;
  });

/** Ends sessions on a server: full JIDs end one each, bare ones all of the account. Whoever has the password can sign in again. */
export const endServerSessions = defineUseCase({
  permission: 'servers.operate',
  noun: 'server',
  what: 'The sessions were not ended.',
  input: z.object({
    id: z.uuid(),
    jids: z.array(sessionJid).min(1, 'Choose at least one session.').max(200, 'At most 200 at once.'),
    reason: shownText(500).default(''),
  }),
  find: wholeSystem,
  async act(context, { id, jids, reason }): Promise<Result<SessionsEnded>> {
    const found = await serverAt(context, id);
    if (!found.ok) return found;
    const { kept, server } = found.value;
    const served = await checkServed(found.value, [...new Set(jids.map(({ account }) => account.domain))], 'jids');
    if (!served.ok) return served;
    if (jids.some(({ account }) => jidText(account) === kept.jid)) return ownSession(kept.jid);
    const names = [...new Set(jids.map(sessionJidText))];
    const change = {
      action: 'servers.end-sessions',
      kind: 'server' as const,
      id,
      dn: null,
      name: kept.name,
      realm: null,
      before: { sessions: names },
      after: { sessions: [] },
      ...(reason && { reason }),
    };
    const ended = await auditedChange(context, change, () => server.endSessions(names, reason));
    return ended.ok ? ok({ ...ended.value, asked: names.length }) : ended;
  },
});

function ownSession(jid: string): Result<never> {
  return failed({
    kind: 'invalid',
    why: `${jid} is the portal’s own account on this server.`,
    todo: 'Leave it out.',
    field: 'jids',
  });
}
