import { beforeAll } from 'vitest';
import type { Result } from '../../../domain/failure.ts';
import { asAccount, filledCatalog, testPortal } from '../../testing/portal.ts';
import { value } from '../../testing/signed-in.ts';
import { createGroup } from '../create-group.ts';
import { listGroups } from '../list-groups.ts';

/** For tests only: the groups of the lab, and those that a test makes beside them. */
export const portal = testPortal();
export const north = `ou=north,${portal.tree.realmsBase}`;
export const south = `ou=south,${portal.tree.realmsBase}`;

/** The list of groups is read from the catalog. */
export function setScene(): void {
  beforeAll(() => filledCatalog(portal));
}

let made = 0;
/** A name that no group of this file had before. */
export const freshName = (name: string) => `${name} ${++made}`;

export function whyOf(result: Result<unknown>): string {
  return result.ok ? '' : result.failure.why;
}

export async function newGroup(name: string, realm: string | null = north) {
  const full = freshName(name);
  return { ...value(await createGroup(await asAccount(portal, 'ada'), { realm, name: full })), name: full };
}

export async function idOf(cn: string): Promise<string> {
  const { rows } = value(await listGroups(await asAccount(portal, 'ada'), { text: cn }));
  const row = rows.find((candidate) => candidate.name === cn);
  if (!row) throw new Error(`no group ${cn}`);
  return row.id;
}
