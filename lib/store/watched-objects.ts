import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import type { WatchedObject as Row } from './generated/client.ts';

/** One object of a device that is polled beside its profiles, as its MIB has it. */
export type WatchedObject = {
  id: string;
  /** Of a column without index, which stands for all its rows; otherwise with the instance. */
  oid: string;
  name: string;
  module: string;
  isColumn: boolean;
  kind: 'gauge' | 'counter';
  unit: string;
};

export const mostWatched = 40;

/** By device. */
export async function readAllWatched(db: Database): Promise<Map<string, WatchedObject[]>> {
  const rows = await db.prisma.watchedObject.findMany({ orderBy: [{ addedAt: 'asc' }, { id: 'asc' }] });
  const byDevice = new Map<string, WatchedObject[]>();
  for (const row of rows) byDevice.set(row.deviceId, [...(byDevice.get(row.deviceId) ?? []), keptOf(row)]);
  return byDevice;
}

export async function readWatched(db: Database, deviceId: string): Promise<WatchedObject[]> {
  const rows = await db.prisma.watchedObject.findMany({
    where: { deviceId },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(keptOf);
}

export function newWatchedId(): string {
  return randomUUID();
}

/** False where it is watched already, or the device is gone. */
export async function insertWatched(db: Database, deviceId: string, one: WatchedObject): Promise<boolean> {
  const { id, oid, name, module, isColumn, kind, unit } = one;
  const rows = await db.query(
    `INSERT INTO watched_object (id, device_id, oid, name, module, is_column, kind, unit, added_at)
     SELECT $2::uuid, id, $3, $4, $5, $6, $7, $8, now() FROM device WHERE id = $1::uuid
     ON CONFLICT (device_id, oid) DO NOTHING RETURNING id`,
    [deviceId, id, oid, name, module, isColumn, kind, unit],
  );
  return rows.length > 0;
}

/** False when it was gone already. */
export async function deleteWatched(db: Database, deviceId: string, id: string): Promise<boolean> {
  return (await db.prisma.watchedObject.deleteMany({ where: { id, deviceId } })).count > 0;
}

function keptOf({ deviceId: _, addedAt: __, kind, ...row }: Row): WatchedObject {
  return { ...row, kind: kind === 'counter' ? 'counter' : 'gauge' };
}
