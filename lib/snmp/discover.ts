import { ok, type Result } from '../domain/failure.ts';
import type { Identity, SnmpSession } from './port.ts';
import type { Profile } from './profile.ts';
import { profiles } from './profiles/all.ts';
import { textOf } from './values.ts';

/** Who the device says it is: SNMPv2-MIB, which every agent has (RFC 3418). */
export async function identify(session: SnmpSession): Promise<Result<Identity>> {
  const answer = await session.get(['1.3.6.1.2.1.1.5.0', '1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.1.2.0']);
  if (!answer.ok) return answer;
  const [name, description, objectId] = answer.value.map(({ value }) => textOf(value));
  return ok({ name: name ?? null, description: description ?? null, objectId: objectId ?? null });
}

/** Names of the profiles of which the device serves something that this user or community may read. */
export async function discover(session: SnmpSession, known: readonly Profile[] = profiles): Promise<Result<string[]>> {
  const found: string[] = [];
  for (const { name, probe } of known) {
    const first = await session.walk(probe, 1);
    // "More than one row" is an answer, too.
    if (first.ok ? first.value.length > 0 : first.failure.kind === 'too-many') found.push(name);
    else if (!first.ok) return first;
  }
  return ok(found);
}
