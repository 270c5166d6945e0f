import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BindAnswer } from '../../directory/port.ts';
import type { Entry } from '../../domain/entry.ts';
import { failed, ok, type Result } from '../../domain/failure.ts';
import { signInLimits } from '../../store/sign-in-limits.ts';
import { auditedChange } from '../audited-change.ts';
import type { Portal } from '../context.ts';
import { databaseAway } from '../database-away.ts';
import { nameOf } from '../load-actor.ts';
import { policyRules, readPasswordPolicy, spanText } from '../password-policy.ts';
import { realmOf } from '../realm-of.ts';
import { findAccount } from './find-account.ts';
import { openSession } from './open-session.ts';
import { recordSignIn } from './record-sign-in.ts';

export type Credentials = {
  username: string;
  password: string;
  /** Given in the second step, when the first one answered that the password must be changed now. */
  newPassword?: string;
  address: string;
  userAgent: string;
};

export type Notice = { graceLeft?: number; secondsToExpiry?: number };

export type SignInAnswer =
  | { state: 'signedIn'; personId: string; sessionId: string; notice: Notice }
  /** The password was right; it has to be changed before anything else. */
  | { state: 'changeNow'; why: 'expired' | 'reset'; rules: { key: string; text: string }[]; minLength: number };

const what = 'You are not signed in.';
const leastMs = 350;

/**
 * Looks the person up, binds as them and reads what the password policy answers. Unknown users and wrong passwords are
 * answered in the same words and after the same work: for an unknown user a bind is made that must fail.
 */
export async function signIn(portal: Portal, credentials: Credentials): Promise<Result<SignInAnswer>> {
  try {
    return await attempt(portal, credentials);
  } catch (error) {
    const away = databaseAway(error, { what });
    portal.log.warn({ err: error, reference: away.failure.reference }, 'the database does not answer');
    return away;
  }
}

async function attempt(portal: Portal, credentials: Credentials): Promise<Result<SignInAnswer>> {
  const username = credentials.username.trim();
  if (!username || !credentials.password)
    return failed({
      kind: 'invalid',
      what,
      why: 'Username and password are both needed.',
      todo: 'Fill in both fields.',
    });
  const account = await findAccount(portal, username);
  if (!account.ok) return { ok: false, failure: { ...account.failure, what } };
  // Counted per person and not per name, or each of somebody's names would give a guesser tries of its own.
  const limits = signInLimits(portal.db, portal.config.signIn);
  const countedAs = account.value?.id ?? username;
  const slot = await limits.take(countedAs, credentials.address);
  if (!slot.allowed) return tooMany(slot.retryAfterMs);
  const startedAt = performance.now();
  const answer = await check(portal, account.value, credentials);
  if (answer.ok) {
    await slot.release();
    if (answer.value.state === 'signedIn') await limits.remember(countedAs, credentials.address);
    return answer;
  }
  if (isNoGuess(answer.failure.kind)) await slot.release();
  await sleep(Math.max(0, leastMs - (performance.now() - startedAt)) + randomInt(40));
  return answer;
}

async function check(portal: Portal, account: Entry | null, credentials: Credentials): Promise<Result<SignInAnswer>> {
  const { directory } = portal;
  const bindDn = account?.dn ?? portal.config.directory.bindDn;
  const password = account ? credentials.password : `no such user ${randomInt(2 ** 40)}`;
  const bound = await directory.checkPassword(bindDn, password);
  if (!bound.ok) return { ok: false, failure: { ...bound.failure, what } };
  if (!account || bound.value.state === 'wrong') {
    if (account) await recordSignIn(portal, account, credentials, 'The password was wrong.');
    return wrong();
  }
  const refusal = refusalFor(bound.value, account);
  if (refusal) {
    await recordSignIn(portal, account, credentials, refusal.failure.why);
    return refusal;
  }
  const changed = await changeIfNeeded(portal, account, bound.value, credentials);
  if (!changed.ok || changed.value.state !== 'unneeded') return changed as Result<SignInAnswer>;
  const session = await openSession(portal, account, credentials);
  if (!session.ok) return { ok: false, failure: { ...session.failure, what } };
  await recordSignIn(portal, account, credentials, null);
  const { graceLeft, secondsToExpiry } = credentials.newPassword ? {} : bound.value;
  portal.log.info({ person: account.id }, 'signed in');
  return ok({
    state: 'signedIn',
    personId: account.id,
    sessionId: session.value,
    notice: { graceLeft, secondsToExpiry },
  });
}

type Unneeded = { state: 'unneeded' };

async function changeIfNeeded(
  portal: Portal,
  person: Entry,
  bound: BindAnswer,
  credentials: Credentials,
): Promise<Result<SignInAnswer | Unneeded>> {
  if (bound.state !== 'expired' && bound.state !== 'mustChange') return ok({ state: 'unneeded' });
  const policy = await readPasswordPolicy(portal, person);
  if (!policy.ok) return policy;
  if (credentials.newPassword === undefined) {
    const why = bound.state === 'expired' ? 'expired' : 'reset';
    return ok({ state: 'changeNow', why, rules: policyRules(policy.value), minLength: policy.value.minLength });
  }
  const changed = await changePassword(portal, person, { ...credentials, newPassword: credentials.newPassword });
  if (!changed.ok)
    return { ok: false, failure: { ...changed.failure, what: 'The password was not changed.', field: 'newPassword' } };
  return ok({ state: 'unneeded' });
}

/** Recorded like any other change, though there is no session yet. */
function changePassword(
  portal: Portal,
  person: Entry,
  { address, password, newPassword }: Credentials & { newPassword: string },
): Promise<Result<void>> {
  const { id, dn } = person;
  const name = nameOf(person);
  const hidden = { userPassword: ['(hidden)'] };
  return auditedChange(
    { ...portal, actor: { id, dn, name, address, sessionId: null } },
    {
      action: 'account.change-password',
      kind: 'user',
      id,
      dn,
      name,
      realm: realmOf(dn, portal.tree),
      before: hidden,
      after: hidden,
    },
    () => portal.directory.as(dn).changeOwnPassword(dn, password, newPassword),
  );
}

function refusalFor(bound: BindAnswer, person: Entry) {
  if (bound.state !== 'locked') return null;
  const disabled = person.first('pwdAccountLockedTime') === '000001010000Z';
  return failed({
    kind: 'refused',
    what,
    why: disabled ? 'This account is disabled.' : 'This account is locked.',
    todo: disabled ? 'Ask your administrator to enable it.' : 'Ask your help desk or administrator to unlock it.',
  });
}

function wrong() {
  return failed({
    kind: 'unauthenticated',
    what,
    why: 'The username or the password is wrong.',
    todo: 'Check both, also whether Caps Lock is on.',
  });
}

function tooMany(retryAfterMs: number) {
  return failed({
    kind: 'too-many',
    what,
    why: 'There were too many failed tries.',
    todo: `Try again in ${spanText(Math.ceil(retryAfterMs / 1000))}.`,
  });
}

/** A server that did not answer has checked nothing, and a refusal by policy of a new password is no guess either. */
function isNoGuess(kind: string): boolean {
  return kind === 'unavailable' || kind === 'timeout' || kind === 'policy';
}
