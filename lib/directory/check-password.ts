import type { Dn } from '../domain/dn.ts';
import { ok, type Result } from '../domain/failure.ts';
import { Connection, type Exchange } from './connection.ts';
import { PasswordPolicyRequest, policyAnswer } from './controls.ts';
import { dial } from './dial.ts';
import { absence, refusal } from './errors.ts';
import type { Gate } from './gate.ts';
import type { Outcome } from './loss.ts';
import type { BindAnswer } from './port.ts';
import type { Session } from './session.ts';

const success = 0;
/** No such name, a name that can't be, no password to compare, or a wrong one: told alike. */
const notAccepted: ReadonlySet<number> = new Set([32, 34, 48, 49]);

/** Binds as the person on a connection of its own, with the password policy's control, and closes it. */
export async function checkPassword(
  session: Session,
  gate: Gate,
  person: Dn,
  password: string,
): Promise<Result<BindAnswer>> {
  if (password === '') return ok({ accepted: false, state: 'wrong' });
  const deadline = session.deadline();
  const entered = await gate.enter(deadline);
  if (!entered.ok) return { ok: false, failure: absence(entered.loss, 'bind') };
  try {
    const bound = session.noted(await bindOnce(session, person, password, deadline));
    if (!bound.ok) return { ok: false, failure: absence(bound.loss, 'bind') };
    const { result, controls } = bound.value;
    if (result.code === success) return ok(accepted(policyAnswer(controls)));
    if (policyAnswer(controls).error || notAccepted.has(result.code)) return ok(rejected(policyAnswer(controls)));
    return { ok: false, failure: refusal(bound.value, 'bind') };
  } finally {
    gate.leave();
  }
}

async function bindOnce(session: Session, person: Dn, password: string, deadline: number): Promise<Outcome<Exchange>> {
  const socket = await dial(session.settings, deadline);
  if (!socket.ok) return socket;
  const connection = new Connection(socket.value);
  const bound = await connection.bind(person.toString(), password, [new PasswordPolicyRequest()], deadline);
  connection.close();
  return bound;
}

function accepted({ error, graceLeft, secondsToExpiry }: ReturnType<typeof policyAnswer>): BindAnswer {
  const state = error === 'changeAfterReset' ? 'mustChange' : 'ok';
  return { accepted: true, state, graceLeft, secondsToExpiry };
}

/** slapd says 49 for all of these; only the control tells them apart, and only where olcPPolicyUseLockout is set for the lock. */
function rejected({ error }: ReturnType<typeof policyAnswer>): BindAnswer {
  const state =
    error === 'accountLocked'
      ? 'locked'
      : error === 'passwordExpired'
        ? 'expired'
        : error === 'changeAfterReset'
          ? 'mustChange'
          : 'wrong';
  return { accepted: false, state };
}
