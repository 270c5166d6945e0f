import { archivesOf, cellsPerRow } from '../lib/metrics/rings.ts';
import type { Database } from '../lib/store/database.ts';

/** All slots of `count` series from `first` on, as they would be now, or so many laps later. */
export async function fillRings(db: Database, first: number, count: number, lap: number): Promise<void> {
  for (const { stepSeconds, width, slots } of archivesOf(10)) {
    const numbers = Float64Array.from({ length: cellsPerRow * width }, () => Math.random() * 1e6);
    const newest = Math.floor(Date.now() / 1000 / stepSeconds / cellsPerRow) + lap * slots;
    await db.query(
      `INSERT INTO metric_point (series, step, slot, chunk, cells)
       SELECT s, $1, c % $2, c, $3 FROM generate_series($4::int, $5::int) c, generate_series($6::int, $7::int) s
       ON CONFLICT (series, step, slot) DO UPDATE SET chunk = excluded.chunk, cells = excluded.cells`,
      [stepSeconds, slots, Buffer.from(numbers.buffer), newest - slots + 1, newest, first, first + count - 1],
    );
  }
}
