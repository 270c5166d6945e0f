import { check } from './check.ts';
import { copySteps, countStores, deleteOld } from './copy.ts';
import { address, username } from './directory.ts';
import { endSessions, hold, release } from './hold.ts';
import type { RenamePlan } from './plan.ts';
import type { RenameStep } from './run.ts';
import { contacts, rooms } from './tell.ts';

/**
 * The order is what keeps it safe. Accounts live by the entry's address, which changes in one operation, and from the hold to
 * the release nobody signs in by either name: there are never two live accounts. The address comes before the copies, because
 * servers write only for accounts that exist, and because nothing arrives under a name that has ended. Nothing is deleted
 * before the copies were counted and the person is back.
 */
export function stepsOf({ moves, from, to }: Pick<RenamePlan, 'moves' | 'from' | 'to'>): RenameStep[] {
  const names = from.uid === to.uid ? [address] : [address, username];
  if (moves === 'directory') return [check, hold, endSessions, ...names, release];
  return [check, hold, endSessions, countStores, ...names, ...copySteps, contacts, rooms, release, deleteOld];
}
