import { z } from 'zod';
import { failed, type Result } from '../../domain/failure.ts';
import { isDomain } from '../../domain/jid.ts';
import type { Claim } from '../../xmpp/servers/port.ts';
import { auditedChange } from '../audited-change.ts';
import { checkServed, serverAt } from '../servers/server-at.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { message } from './announcement.ts';

const change = z.discriminatedUnion('is', [
  z.object({ is: z.literal('set'), message }),
  z.object({ is: z.literal('edit'), message }),
  z.object({ is: z.literal('delete') }),
]);

/**
 * What everybody of a domain is shown when they sign in (XEP-0133, 4.25 to 4.27). `set` also tells who is online now, `edit`
 * doesn't. No server tells what it is now.
 */
export const changeMotd = defineUseCase({
  permission: 'servers.operate',
  noun: 'server',
  what: 'The message of the day was not changed.',
  input: z.object({ id: z.uuid(), host: z.string().refine(isDomain, 'This is no domain.'), change }),
  find: wholeSystem,
  async act(context, { id, host, change }): Promise<Result<Claim>> {
    const at = await serverAt(context, id);
    if (!at.ok) return at;
    const { server } = at.value;
    const served = await checkServed(at.value, [host], 'host');
    if (!served.ok) return served;
    const { motd } = await server.abilities();
    if (!motd.can) return failed({ kind: 'unavailable', why: motd.why, todo: motd.todo });
    const record = {
      action: 'servers.motd',
      kind: 'server' as const,
      id,
      dn: null,
      name: host,
      realm: null,
      before: null,
      after:
        change.is === 'delete' ? { deleted: ['yes'] } : { [change.is]: [change.message.subject, change.message.body] },
    };
    const changed = await auditedChange(context, record, () => server.motd(host, change));
    return changed.ok || changed.failure.kind !== 'not-found' ? changed : noneYet(change.is);
  },
});

/** Some servers edit and delete only a message that is there, as the standard has it. */
function noneYet(is: 'set' | 'edit' | 'delete'): Result<never> {
  const todo = is === 'edit' ? 'Set one: choose that who is online is told now, too.' : '';
  return failed({ kind: 'not-found', why: 'The server has no message of the day.', todo });
}
