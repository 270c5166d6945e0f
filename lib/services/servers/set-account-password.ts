import { z } from 'zod';
import { failed, type Result } from '../../domain/failure.ts';
import { jidText } from '../../domain/jid.ts';
import type { Claim } from '../../xmpp/servers/port.ts';
import { auditedChange } from '../audited-change.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { isInDirectory } from './people-of.ts';
import { checkServed, serverAt } from './server-at.ts';
import { accountJid } from './view-account.ts';

/** Only for accounts that the server keeps itself: who is in the directory has the directory's password. */
export const setAccountPassword = defineUseCase({
  permission: 'servers.operate',
  noun: 'account',
  what: 'The password was not changed.',
  input: z.object({
    id: z.uuid(),
    jid: accountJid,
    password: z
      .string()
      .min(8, 'At least 8 characters.')
      .max(256, 'At most 256 characters.')
      .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'It holds control characters. Take them out.'),
  }),
  find: wholeSystem,
  async act(context, { id, jid: parsed, password }): Promise<Result<Claim>> {
    const at = await serverAt(context, id);
    if (!at.ok) return at;
    const { kept, server } = at.value;
    const jid = jidText(parsed);
    const served = await checkServed(at.value, [parsed.domain], 'jid');
    if (!served.ok) return served;
    if (jid === kept.jid)
      return failed({
        kind: 'invalid',
        why: 'This is the portal’s own account, and the portal would be locked out.',
        todo: 'Change it on the server, then edit the server here.',
      });
    if (await isInDirectory(context, jid))
      return failed({
        kind: 'refused',
        why: 'This account comes from the directory, and so does its password.',
        todo: 'Reset the password on the person’s page.',
      });
    const { changePassword } = await server.abilities();
    if (!changePassword.can) return failed({ kind: 'unavailable', why: changePassword.why, todo: changePassword.todo });
    const change = {
      action: 'servers.account-password',
      kind: 'server' as const,
      id,
      dn: null,
      name: kept.name,
      realm: null,
      before: { account: [jid], password: ['(hidden)'] },
      after: { account: [jid], password: ['(hidden)'] },
    };
    return auditedChange(context, change, () => server.changePassword(jid, password));
  },
});
