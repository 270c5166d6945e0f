import type { Entry } from '../../domain/entry.ts';
import { parseGeneralizedTime } from '../../domain/generalized-time.ts';
import { disabledMark } from '../load-actor.ts';
import type { PasswordPolicy } from '../password-policy.ts';

/** Times are ISO 8601, null where the directory holds none. */
export type UserState = {
  disabled: boolean;
  locked: boolean;
  lockedSince: string | null;
  mustChange: boolean;
  expired: boolean;
  passwordChangedAt: string | null;
  passwordExpiresAt: string | null;
  lastSignInAt: string | null;
  failedSignIns: number;
};

export const stateAttributes = [
  'pwdAccountLockedTime',
  'pwdReset',
  'pwdChangedTime',
  'pwdLastSuccess',
  'authTimestamp',
  'pwdFailureTime',
  'pwdPolicySubentry',
] as const;

export function userState(entry: Entry, policy: PasswordPolicy, now = new Date()): UserState {
  const lock = entry.first('pwdAccountLockedTime');
  const disabled = lock === disabledMark;
  const lockedSince = disabled ? null : parseGeneralizedTime(lock);
  const changedAt = parseGeneralizedTime(entry.first('pwdChangedTime'));
  const expiresAt =
    changedAt && policy.maxAgeSeconds ? new Date(changedAt.getTime() + policy.maxAgeSeconds * 1000) : null;
  const lastSignIn = parseGeneralizedTime(entry.first('pwdLastSuccess') || entry.first('authTimestamp'));
  return {
    disabled,
    locked: lockedSince !== null && stillLocked(lockedSince, policy, now),
    lockedSince: lockedSince?.toISOString() ?? null,
    mustChange: entry.first('pwdReset') === 'TRUE',
    expired: expiresAt !== null && expiresAt <= now,
    passwordChangedAt: changedAt?.toISOString() ?? null,
    passwordExpiresAt: expiresAt?.toISOString() ?? null,
    lastSignInAt: lastSignIn?.toISOString() ?? null,
    failedSignIns: entry.all('pwdFailureTime').length,
  };
}

function stillLocked(since: Date, policy: PasswordPolicy, now: Date): boolean {
  return policy.lockoutSeconds === 0 || since.getTime() + policy.lockoutSeconds * 1000 > now.getTime();
}
