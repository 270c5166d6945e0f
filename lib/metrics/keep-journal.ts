import type { Database } from '#lib/store/database.ts';
import { foldJournal, foldPart } from './fold.ts';
import { appendToJournal, packed, partOf } from './journal.ts';
import type { Known } from './known.ts';
import type { Keeper } from './write.ts';

/** Of a part: longer ones take longer to read, shorter ones are folded more often. */
const mostBytes = 128 * 1024;
/** Folded rows are dead ones, which the embedded database keeps until somebody asks for a VACUUM. */
const vacuumAfterBytes = 16 * 1024 * 1024;

type Part = { bytes: number; changed: Set<Known> };

/** A batch is one small statement; a part that has grown long is folded before the next one. */
export function journalKeeper(): Keeper {
  let seq = 0;
  let folded = 0;
  const parts = new Map<number, Part>();
  const foldLong = async (db: Database) => {
    for (const [number, { bytes, changed }] of parts) {
      if (bytes < mostBytes) continue;
      await foldPart(db, seq, number, [...changed]);
      seq++;
      parts.delete(number);
      folded += bytes;
    }
    if (folded < vacuumAfterBytes) return;
    folded = 0;
    await db.query('VACUUM metric_journal');
  };
  return {
    async prepare(db, afresh) {
      if (!afresh) return foldLong(db);
      parts.clear();
      seq = await foldJournal(db);
    },
    async keep(db, taken) {
      const batch = packed(taken);
      await appendToJournal(db, seq, batch);
      seq++;
      for (const [number, { length }] of batch) {
        const part = parts.get(number);
        if (part) part.bytes += length;
        else parts.set(number, { bytes: length, changed: new Set() });
      }
      for (const { known } of taken) parts.get(partOf(known.id))?.changed.add(known);
    },
  };
}
