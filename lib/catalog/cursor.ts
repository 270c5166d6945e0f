import { createHash } from 'node:crypto';
import type { Tree } from '../config/directory.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Landscape } from './landscape.ts';

/** Raise it when project.ts makes other rows of the same entries: every catalog is then filled again. */
const rowsVersion = 2;

const settingsOfRows = [
  'base',
  'realmsBase',
  'rolesBase',
  'policyDn',
  'personClass',
  'personRdn',
  'jidAttribute',
  'groupClass',
  'groupMember',
  'dynamicGroupClass',
  'roleClass',
  'roleOccupant',
  'realmClass',
  'realmRdn',
  'domainAttribute',
] as const satisfies readonly (keyof Tree)[];

/** Where following goes on, as kept in the database. A cursor of another feed or another basis is of no use. */
export type Cursor = { feed: ChangeFeed['is']; basis: string; position: string };

/** What all rows depend on besides their own entries: the way they are made, the settings, the password policies. */
export function basisOf(landscape: Landscape, tree: Tree): string {
  const policies = [...landscape.policies].sort(([a], [b]) => (a < b ? -1 : 1));
  const settings = settingsOfRows.map((name) => [name, tree[name]]);
  return createHash('sha256')
    .update(JSON.stringify([rowsVersion, settings, policies]))
    .digest('hex')
    .slice(0, 16);
}

export function cursorText(cursor: Cursor): string {
  return `${cursor.feed} ${cursor.basis} ${cursor.position}`;
}

export function parseCursor(text: string | null): Cursor | null {
  const [feed, basis, position] = text?.split(' ') ?? [];
  if ((feed !== 'accesslog' && feed !== 'timestamps') || !basis || !position) return null;
  return { feed, basis, position };
}
