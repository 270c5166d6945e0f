import type { Dn } from '../../../domain/dn.ts';
import { failed, ok, type Result } from '../../../domain/failure.ts';
import type { XmppServer } from '../../../xmpp/servers/port.ts';
import { auditedChange, type Change, type Image } from '../../audited-change.ts';
import type { Context } from '../../context.ts';
import type { Step } from '../../jobs/step.ts';
import { nameOf } from '../../load-actor.ts';
import { type Serving, serverOfDomain } from '../../servers/server-of-domain.ts';
import { type FoundUser, findUser } from '../find-user.ts';
import type { RenamePlan } from './plan.ts';

/** A rename under way: as whom, and what. */
export type RenameRun = { context: Context; plan: RenamePlan };
export type RenameStep = Step<RenameRun>;

export const leaveAsIs: RenameStep['back'] = async () => ok({ note: '' });

export function domainOf(jid: string): string {
  return jid.slice(jid.lastIndexOf('@') + 1);
}

/** The entry as it is now. */
export function person({ context, plan }: RenameRun): Promise<Result<FoundUser>> {
  return findUser(context, plan.id, ['mail']);
}

export function servingOf({ context }: RenameRun, jid: string): Promise<Serving> {
  return serverOfDomain(context, domainOf(jid));
}

/** Who is away can do nothing for now; who is there and can't, never will as it is. */
export function isAway({ kept, server }: Serving): boolean {
  return kept !== null && server.connection.state().is !== 'online';
}

/**
 * A change of what a server holds, on the record as one of the person's account. What servers hold isn't in the directory, so a
 * record that lost its outcome stays open as "unclear" and nobody looks for it there.
 */
export async function auditedMove<T>(
  run: RenameRun,
  { action, before, after }: { action: string; before?: Image; after: Image },
  carryOut: () => Promise<Result<T>>,
  learned?: (value: T) => Image,
): Promise<Result<T>> {
  const found = await person(run);
  if (!found.ok) return found;
  let told: Image = {};
  return auditedChange(
    run.context,
    changeOf(found.value, { action, kind: 'account', before: before ?? {}, after }),
    async () => {
      const result = await carryOut();
      if (result.ok && learned) told = learned(result.value);
      return result;
    },
    () => told,
  );
}

export function changeOf(
  { entry, realm }: { entry: FoundUser['entry']; realm: Dn | null },
  what: Pick<Change, 'action' | 'kind' | 'before' | 'after'>,
): Change {
  return { ...what, id: entry.id, dn: entry.dn, name: nameOf(entry), realm };
}

/** What is copied or deleted before somebody's sessions are over would change under our hands. */
export async function endAllSessions(
  run: RenameRun,
  server: XmppServer,
  jid: string,
  pauseMs = 200,
): Promise<Result<number | null>> {
  const open = await server.sessionsOf([jid]);
  if (open.ok && (open.value.get(jid)?.length ?? 0) === 0) return ok(0);
  const ended = await auditedMove(run, { action: 'users.rename-sessions', after: { 'sessions of': [jid] } }, () =>
    server.endSessions([jid], 'This account gets another name. Sign in with it in a moment.'),
  );
  if (!ended.ok) return ended;
  if (!open.ok) return ok(ended.value.ended);
  for (let look = 0; look < 10; look += 1) {
    const left = await server.sessionsOf([jid]);
    if (!left.ok) return left;
    if ((left.value.get(jid)?.length ?? 0) === 0) return ok(open.value.get(jid)?.length ?? null);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return failed({
    kind: 'conflict',
    why: `The server says that sessions of ${jid} have ended, and still lists some.`,
    todo: 'Continue in a moment, or end them on the server.',
  });
}
