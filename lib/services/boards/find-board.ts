import { failed, notFound, ok, type Result } from '../../domain/failure.ts';
import { countBoards, type KeptBoard, mostBoards, readBoard } from '../../store/boards.ts';
import type { Context } from '../context.ts';
import { isSystemAdministrator } from '../realms/is-system-administrator.ts';

type Kept = Pick<KeptBoard, 'ownerId' | 'shared'>;

/** Somebody's own, and what others share. */
export function maySee({ actor }: Context, { ownerId, shared }: Kept): boolean {
  return shared || ownerId === actor.id;
}

/** The owner; of a shared one also a system administrator, or it would outlive its owner for good. */
export function mayChange({ actor }: Context, { ownerId, shared }: Kept): boolean {
  return ownerId === actor.id || (shared && isSystemAdministrator(actor));
}

/** A board that is somebody else's alone answers as one that isn't there. */
export async function seenBoard(context: Context, id: string): Promise<Result<KeptBoard>> {
  const board = await readBoard(context.db, id);
  return board && maySee(context, board) ? ok(board) : notFound('board');
}

export async function changeableBoard(context: Context, id: string): Promise<Result<KeptBoard>> {
  const seen = await seenBoard(context, id);
  if (!seen.ok || mayChange(context, seen.value)) return seen;
  return failed({
    kind: 'refused',
    why: `Only ${seen.value.ownerName} and system administrators change this board.`,
    todo: 'Duplicate it: the copy is yours.',
  });
}

/** null: the owner may have another one. */
export async function noRoom({ db }: Context, ownerId: string): Promise<Result<never> | null> {
  if ((await countBoards(db, ownerId)) < mostBoards) return null;
  return failed({
    kind: 'too-many',
    why: `There are ${mostBoards} boards of this person, the most that are kept for one.`,
    todo: 'Delete one that nobody needs first.',
  });
}

export function changedMeanwhile(): Result<never> {
  return failed({
    kind: 'conflict',
    why: 'Somebody else changed this board in the meantime.',
    todo: 'Open it in another tab to see what it holds now; cancelling here drops what you changed.',
  });
}
