import type { Dn } from '../domain/dn.ts';
import { Dn as DnValue } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { ok, type Result } from '../domain/failure.ts';
import type { Portal } from './context.ts';

/** What the directory asks of a password (draft-behera-ldap-password-policy-10, 5.2). Seconds and counts; 0 is "not asked for". */
export type PasswordPolicy = {
  minLength: number;
  /** 0 none, 1 where the server can check, 2 always. */
  checkQuality: number;
  inHistory: number;
  minAgeSeconds: number;
  maxAgeSeconds: number;
  maxFailures: number;
  /** 0: until an administrator unlocks. */
  lockoutSeconds: number;
  expireWarningSeconds: number;
  graceLogins: number;
  mustChangeAfterReset: boolean;
};

const attributes = {
  minLength: 'pwdMinLength',
  checkQuality: 'pwdCheckQuality',
  inHistory: 'pwdInHistory',
  minAgeSeconds: 'pwdMinAge',
  maxAgeSeconds: 'pwdMaxAge',
  maxFailures: 'pwdMaxFailure',
  lockoutSeconds: 'pwdLockoutDuration',
  expireWarningSeconds: 'pwdExpireWarning',
  graceLogins: 'pwdGraceAuthNLimit',
} as const;

const keptMs = 30_000;
type Kept = Map<string, { readAt: number; policy: PasswordPolicy }>;

/** By the directory. On globalThis, because Next's build gives pages and routes an instance each of this file. */
const shared = globalThis as { bailiwickPolicies?: WeakMap<object, Kept> };
shared.bailiwickPolicies ??= new WeakMap();
const kept = shared.bailiwickPolicies;

/** The policy in force for a person: the one that their entry names, or the directory's default. Kept for 30 s. */
export async function readPasswordPolicy(portal: Portal, person: Entry | null): Promise<Result<PasswordPolicy>> {
  const named = person?.first('pwdPolicySubentry');
  const dn = (named && DnValue.parse(named)) || portal.tree.policyDn;
  const known = keptFor(portal).get(dn.key);
  if (known && Date.now() - known.readAt < keptMs) return ok(known.policy);
  const read = await readPolicyEntry(portal, dn);
  if (read.ok) keptFor(portal).set(dn.key, { readAt: Date.now(), policy: read.value });
  return read;
}

async function readPolicyEntry(portal: Portal, dn: Dn): Promise<Result<PasswordPolicy>> {
  const read = await portal.directory.asService().read(dn, [...Object.values(attributes), 'pwdMustChange']);
  if (!read.ok) return read;
  const entry = read.value;
  const number = (name: string) => Number.parseInt(entry?.first(name) ?? '', 10) || 0;
  const counts = Object.fromEntries(Object.entries(attributes).map(([key, name]) => [key, number(name)]));
  return ok({
    ...(counts as Omit<PasswordPolicy, 'mustChangeAfterReset'>),
    mustChangeAfterReset: entry?.first('pwdMustChange') === 'TRUE',
  });
}

function keptFor(portal: Portal): Kept {
  const known = kept.get(portal.directory);
  if (known) return known;
  const map: Kept = new Map();
  kept.set(portal.directory, map);
  return map;
}

/** The rules as sentences, for the page that shows them while somebody types. */
export function policyRules(policy: PasswordPolicy): { key: string; text: string }[] {
  const rules: { key: string; text: string }[] = [];
  if (policy.minLength) rules.push({ key: 'length', text: `At least ${policy.minLength} characters` });
  if (policy.inHistory) rules.push({ key: 'history', text: `Not one of the last ${policy.inHistory} passwords` });
  if (policy.minAgeSeconds)
    rules.push({ key: 'age', text: `Not changed in the last ${spanText(policy.minAgeSeconds)}` });
  return rules;
}

export function spanText(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, size] = units.find(([, length]) => seconds >= length) ?? units[3];
  const amount = Math.round(seconds / size);
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
