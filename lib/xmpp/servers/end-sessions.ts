import { setTimeout as sleep } from 'node:timers/promises';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { Claim, XmppSession } from './port.ts';
import type { Tools } from './tools.ts';
import { bareOf } from './values.ts';

/** Milliseconds before each look: sessions end a little after a server has said so. */
const looks = [0, 200, 600, 1_500];

/**
 * Ends sessions by `end`, which gives how many the server says it ended, and looks whether they are gone: those that were there
 * before are compared with those that are there after, by JID and by since when.
 */
export async function endSessions(
  tools: Tools,
  jids: readonly string[],
  end: (jids: readonly string[]) => Promise<Result<number | null>>,
): Promise<Result<Claim<{ ended: number | null }>>> {
  if (jids.length === 0) return ok({ ended: 0, seen: true, by: 'There was nothing to end.' });
  const accounts = [...new Set(jids.map(bareOf))];
  const before = await matching(tools, accounts, jids);
  const said = await end(jids);
  if (!said.ok) return said;
  if (!before.ok)
    return ok({ ended: said.value, seen: false, why: `The sessions could not be looked at: ${before.failure.why}` });
  let left: XmppSession[] = [];
  for (const waitMs of looks) {
    await sleep(waitMs);
    const after = await matching(tools, accounts, jids);
    if (!after.ok)
      return ok({ ended: said.value, seen: false, why: `The sessions could not be looked at: ${after.failure.why}` });
    left = after.value.filter((session) => before.value.some((one) => isSame(one, session)));
    if (left.length === 0)
      return ok({
        ended: said.value ?? before.value.length,
        seen: true,
        by: 'None of these sessions is there any more.',
      });
  }
  // A client that comes back at once has the same name again; only when it came tells it from the old one.
  if (left.some(({ since }) => since === null))
    return ok({
      ended: said.value,
      seen: false,
      why: 'A session of the same name is there: the old one, or a new one.',
    });
  return failed({
    kind: 'constraint',
    why: left.length === 1 ? 'One session is still there.' : `${left.length} sessions are still there.`,
    todo: 'Try again, or restart the server that holds them.',
  });
}

async function matching(tools: Tools, accounts: string[], jids: readonly string[]): Promise<Result<XmppSession[]>> {
  const sessions = await tools.server.sessionsOf(accounts);
  if (!sessions.ok) return sessions;
  const wanted = new Set(jids);
  return ok([...sessions.value.values()].flat().filter(({ jid }) => wanted.has(jid) || wanted.has(bareOf(jid))));
}

function isSame(one: XmppSession, other: XmppSession): boolean {
  return one.jid === other.jid && one.since?.getTime() === other.since?.getTime() && one.port === other.port;
}
