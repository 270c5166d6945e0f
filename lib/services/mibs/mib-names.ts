import { config } from '../../config/config.ts';
import type { MibModule } from '../../snmp/mib/module.ts';
import { type NameBook, nameBook } from '../../snmp/mib/names.ts';
import type { Database } from '../../store/database.ts';
import { type KeptMib, mibsFingerprint, readMibs } from '../../store/mib-modules.ts';

/** All that is uploaded and built in, as one book; with each module as it is kept. */
export type MibLibrary = { book: NameBook; uploaded: readonly (KeptMib & { module: MibModule })[] };

type Kept = { print: string; askedMs: number; library: MibLibrary };

/** On globalThis, because Next's build gives pages and routes an instance each of this file, and a book may be large. */
const shared = globalThis as { bailiwickMibs?: WeakMap<Database, Kept> };
shared.bailiwickMibs ??= new WeakMap();
const kept = shared.bailiwickMibs;

const keptMs = 2_000;

/** What OIDs are called, with the uploaded modules. What somebody uploads elsewhere is seen within two seconds. */
export async function mibNames(db: Database): Promise<NameBook> {
  const before = kept.get(db);
  if (before && Date.now() - before.askedMs < keptMs) return before.library.book;
  return (await mibLibrary(db)).book;
}

/** As it is now. Nothing is read again while the same modules are here. */
export async function mibLibrary(db: Database): Promise<MibLibrary> {
  const askedMs = Date.now();
  const print = await mibsFingerprint(db);
  const before = kept.get(db);
  if (before?.print === print) {
    before.askedMs = askedMs;
    return before.library;
  }
  const uploaded = (await readMibs(db)).map(({ parsed, ...row }) => ({ ...row, module: parsed as MibModule }));
  const library = {
    book: nameBook(
      uploaded.map(({ module }) => module),
      config().snmpAgent.baseOid,
    ),
    uploaded,
  };
  kept.set(db, { print, askedMs, library });
  return library;
}
