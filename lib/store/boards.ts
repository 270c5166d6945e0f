import { randomUUID } from 'node:crypto';
import type { Board } from '../domain/board.ts';
import { boardInput } from '../domain/board-input.ts';
import type { Database } from './database.ts';
import type { Prisma, Board as Row } from './generated/client.ts';

export type KeptBoard = Board & {
  id: string;
  ownerId: string;
  ownerName: string;
  shared: boolean;
  version: number;
  changedAt: Date;
};
/** Without its panels, for lists. */
export type BoardHead = Omit<KeptBoard, 'panels' | 'columns'> & { panels: number };

/** Of one person. */
export const mostBoards = 100;
const mostListed = 500;
const keptRemovedMs = 24 * 3_600_000;

/** Those of a person, and those that are shared, by name. */
export async function readBoards(db: Database, personId: string): Promise<BoardHead[]> {
  return db.$queryRaw<BoardHead[]>`
    select "id", "name", "owner_id" as "ownerId", "owner_name" as "ownerName", "shared", "version",
      "changed_at" as "changedAt", jsonb_array_length("panels") as "panels"
    from "board"
    where "removed_at" is null and ("shared" or "owner_id" = ${personId}::uuid)
    order by ("owner_id" = ${personId}::uuid) desc, lower("name"), "id"
    limit ${mostListed}`;
}

/** Panels that this version doesn't know make a board that can't be read: null, as if it weren't there. */
export async function readBoard(db: Database, id: string): Promise<KeptBoard | null> {
  const row = await db.prisma.board.findFirst({ where: { id, removedAt: null } });
  return row && keptOf(row);
}

/** One that was removed within a day. */
export async function readRemovedBoard(db: Database, id: string): Promise<KeptBoard | null> {
  const row = await db.prisma.board.findFirst({
    where: { id, removedAt: { gt: new Date(Date.now() - keptRemovedMs) } },
  });
  return row && keptOf(row);
}

export async function countBoards(db: Database, ownerId: string): Promise<number> {
  return db.prisma.board.count({ where: { ownerId, removedAt: null } });
}

/** Before it is written, so that the audit row names it. */
export function newBoardId(): string {
  return randomUUID();
}

export async function insertBoard(
  db: Database,
  { id, owner, board }: { id: string; owner: { id: string; name: string }; board: Board },
): Promise<void> {
  const now = new Date();
  await db.prisma.board.create({
    data: {
      ...{ id, name: board.name, columns: board.columns, panels: jsonOf(board) },
      ...{ ownerId: owner.id, ownerName: owner.name, createdAt: now, changedAt: now },
    },
  });
}

/** False when somebody changed it since `version`, or removed it. */
export async function updateBoard(
  db: Database,
  { id, version, board }: { id: string; version: number; board: Board },
): Promise<boolean> {
  const { name, columns } = board;
  const data = { name, columns, panels: jsonOf(board), version: version + 1, changedAt: new Date() };
  return (await db.prisma.board.updateMany({ where: { id, version, removedAt: null }, data })).count > 0;
}

/** What it shows stays as it is, and so does its version. */
export async function setShared(db: Database, id: string, shared: boolean): Promise<boolean> {
  return (await db.prisma.board.updateMany({ where: { id, removedAt: null }, data: { shared } })).count > 0;
}

/** Those that were removed more than a day ago go for good. */
export async function setRemoved(db: Database, id: string, removed: boolean): Promise<boolean> {
  const end = new Date(Date.now() - keptRemovedMs);
  await db.prisma.board.deleteMany({ where: { removedAt: { lt: end } } });
  const data = { removedAt: removed ? new Date() : null };
  return (
    (await db.prisma.board.updateMany({ where: { id, removedAt: removed ? null : { not: null } }, data })).count > 0
  );
}

function keptOf({ id, ownerId, ownerName, shared, version, changedAt, ...row }: Row): KeptBoard | null {
  const read = boardInput.safeParse(row);
  return read.success ? { ...read.data, id, ownerId, ownerName, shared, version, changedAt } : null;
}

function jsonOf({ panels }: Board): Prisma.InputJsonArray {
  return panels as unknown as Prisma.InputJsonArray;
}
