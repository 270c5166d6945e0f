import type { Database } from '#lib/store/database.ts';
import { entriesOf, headOf, replay, takeFromJournal } from './journal.ts';
import { keepInRings } from './keep-rings.ts';
import { Overtaken } from './keep-states.ts';
import { type Known, readKnown } from './known.ts';

/** Puts what is known of a part's series into states and rings, and its samples out of the journal: a short transaction. */
export async function foldPart(db: Database, seq: number, part: number, changed: readonly Known[]): Promise<void> {
  await db.transaction(async (sql) => {
    await takeFromJournal(sql, seq, part);
    await keepInRings(sql, changed);
  });
}

const mostTries = 5;

/** Folds whatever is in the journal, such as a killed process left; answers its number then. */
export async function foldJournal(db: Database): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return await foldAll(db);
    } catch (cause) {
      if (!(cause instanceof Overtaken) || tries === mostTries) throw cause;
    }
  }
}

async function foldAll(db: Database): Promise<number> {
  let seq = await headOf(db);
  const parts = await db.query<{ part: number }>('SELECT DISTINCT part FROM metric_journal ORDER BY part');
  for (const { part } of parts) await foldPart(db, seq++, part, await leftOver(db, part));
  return seq;
}

/** Of a series that is gone, its samples are too. */
async function leftOver(db: Database, part: number): Promise<Known[]> {
  const rows = await db.query<{ samples: Buffer }>('SELECT samples FROM metric_journal WHERE part = $1 ORDER BY seq', [
    part,
  ]);
  const entries = entriesOf(rows.map(({ samples }) => samples));
  const known = await readKnown(db, 's.id = ANY($1)', [...entries.keys()]);
  return known.map((one) => ({ ...one, ...replay(one.spec, one, entries.get(one.id) ?? []) }));
}
