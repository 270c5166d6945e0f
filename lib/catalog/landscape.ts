import type { Tree } from '../config/directory.ts';
import type { Reader } from '../directory/port.ts';
import { Dn } from '../domain/dn.ts';
import type { Entry } from '../domain/entry.ts';
import { ok, type Result } from '../domain/failure.ts';
import { equal } from '../domain/filter.ts';

/** Durations in seconds; 0 means without end, as ppolicy reads it. */
export type PasswordPolicy = { maxAgeS: number; lockoutDurationS: number };

/** What an entry's row depends on besides the entry: where realms are and what the password policies say. */
export type Landscape = {
  /** Dn.key of every realm. */
  realms: Set<string>;
  /** By Dn.key. */
  policies: Map<string, PasswordPolicy>;
};

const policyClass = 'pwdPolicy';

const policyAttributes = ['objectClass', 'pwdMaxAge', 'pwdLockoutDuration'];

/** Reads all realms' names and all password policies: one paged search each. */
export async function readLandscape(reader: Reader, tree: Tree): Promise<Result<Landscape>> {
  const landscape: Landscape = { realms: new Set(), policies: new Map() };
  const realms = {
    base: tree.realmsBase,
    scope: 'sub' as const,
    filter: equal('objectClass', tree.realmClass),
    attributes: ['1.1'],
  };
  for await (const page of reader.pages(realms, 1000)) {
    if (!page.ok) return page;
    for (const entry of page.value) landscape.realms.add(entry.dn.key);
  }
  const policies = {
    base: tree.base,
    scope: 'sub' as const,
    filter: equal('objectClass', policyClass),
    attributes: policyAttributes,
  };
  for await (const page of reader.pages(policies, 500)) {
    if (!page.ok) return page;
    for (const entry of page.value) landscape.policies.set(entry.dn.key, passwordPolicy(entry));
  }
  return ok(landscape);
}

/** The policy that counts for an entry: its own, or the tree's. A policy that can't be found counts as the tree's. */
export function effectivePolicy(entry: Entry, landscape: Landscape, tree: Tree): PasswordPolicy | undefined {
  const own = Dn.parse(entry.first('pwdPolicySubentry'));
  return (own && landscape.policies.get(own.key)) ?? landscape.policies.get(tree.policyDn.key);
}

function passwordPolicy(entry: Entry): PasswordPolicy {
  return { maxAgeS: seconds(entry.first('pwdMaxAge')), lockoutDurationS: seconds(entry.first('pwdLockoutDuration')) };
}

function seconds(text: string): number {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}
