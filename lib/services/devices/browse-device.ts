import { z } from 'zod';
import { failed, ok, type Result } from '../../domain/failure.ts';
import type { NameBook, Named, TableShape } from '../../snmp/mib/names.ts';
import type { SnmpSession } from '../../snmp/port.ts';
import type { Context } from '../context.ts';
import { type CsvFile, csvOfCells } from '../csv-file.ts';
import { mibNames } from '../mibs/mib-names.ts';
import { defineUseCase, wholeSystem } from '../use-case.ts';
import { addressOfKept, findDevice } from './find-device.ts';
import { canWatch, watchedAs } from './watched-as.ts';

/** In one answer, and in all: who needs more has a manager of another kind. */
export const browseBounds = { page: 100, rows: 500, deadlineMs: 10_000 } as const;

/** `watch`: it is a number that can be watched. */
export type BrowsedColumn = { oid: string; name: string; units: string; watch: boolean };
/** Whole rows of a table, or one value a row. `after` asks for what follows; null at the end. */
export type BrowsePage = {
  root: { oid: string; text: string; module: string | null; description: string };
  is: 'table' | 'list';
  /** Of a table: what its index is made of, and its columns. Of a list: none. */
  index: string;
  columns: BrowsedColumn[];
  rows: BrowsedRow[];
  after: string | null;
};
/** `key`: the index of a row, or the OID of a value. `null`: the device has nothing there. */
export type BrowsedRow = {
  key: string;
  name: string;
  type: string;
  units: string;
  watch: boolean;
  cells: (string | null)[];
};

const input = z.object({
  id: z.uuid(),
  /** A name or an OID. */
  what: z.string().trim().min(1, 'Name what is to be read: a name of a MIB, or an OID.').max(1500),
  after: z
    .string()
    .regex(/^[\d.]{0,1500}$/)
    .default(''),
});

/**
 * A part of what a device says below one OID, asked of it now. Whoever may change devices may: the secrets that were entered for a
 * device may open far more than what its profiles show to operators, such as the communities of others or the commands of processes.
 */
export const browseDevice = defineUseCase({
  permission: 'devices.edit',
  noun: 'device',
  what: 'The device was not read.',
  input,
  find: wholeSystem,
  act: (context, asked): Promise<Result<BrowsePage>> =>
    withSession(context, asked.id, (session, book) => onePage(session, book, asked)),
});

/** The same from its beginning, as far as anybody gets to see it. */
export const exportBrowsed = defineUseCase({
  permission: 'devices.edit',
  noun: 'device',
  what: 'The device was not read.',
  input: input.omit({ after: true }),
  find: wholeSystem,
  async act(context, asked): Promise<Result<CsvFile>> {
    return withSession(context, asked.id, async (session, book, name) => {
      const pages: BrowsePage[] = [];
      let after: string | null = '';
      for (let rows = 0; after !== null && rows < browseBounds.rows; ) {
        const page: Result<BrowsePage> = await onePage(session, book, { ...asked, after });
        if (!page.ok) return page;
        pages.push(page.value);
        rows += page.value.rows.length;
        after = page.value.after;
      }
      const [first] = pages;
      if (!first) return nothingNamed(asked.what);
      const rows = pages.flatMap((page) => page.rows);
      const cells =
        first.is === 'table'
          ? [
              [first.index, ...first.columns.map((column) => column.name)],
              ...rows.map(({ key, cells }) => [key, ...cells.map(textOf)]),
            ]
          : [
              ['name', 'oid', 'value', 'units'],
              ...rows.map(({ key, name: called, units, cells }) => [called, key, textOf(cells[0]), units]),
            ];
      return ok(csvOfCells(`${name} ${first.root.text}`, cells));
    });
  },
});

const textOf = (cell: string | null | undefined) => cell ?? '';

async function withSession<T>(
  { db, xmpp, snmp, config }: Context,
  id: string,
  read: (session: SnmpSession, book: NameBook, name: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const found = await findDevice({ db }, id);
  if (!found.ok) return found;
  const address = addressOfKept(xmpp.box, found.value, config.snmp);
  if (!address.ok) return address;
  const [book, opened] = [await mibNames(db), await snmp.open(address.value)];
  if (!opened.ok) return opened;
  // What is asked when it closes is answered: nothing came.
  const timer = setTimeout(() => opened.value.close(), browseBounds.deadlineMs);
  try {
    return await read(opened.value, book, found.value.name);
  } finally {
    clearTimeout(timer);
    opened.value.close();
  }
}

async function onePage(
  session: SnmpSession,
  book: NameBook,
  { what, after }: { what: string; after: string },
): Promise<Result<BrowsePage>> {
  const oid = book.oidOf(what);
  if (oid === null) return nothingNamed(what);
  const shape = book.tableAt(oid);
  const { text, module } = book.nameOf(oid);
  const root = { oid, text, module, description: book.at(oid)?.description ?? '' };
  return shape && readable(shape.columns).length > 0
    ? tablePage(session, book, root, { ...shape, columns: readable(shape.columns) }, after)
    : listPage(session, book, root, after);
}

/** Indexes that stand in each row's name anyway have no cells (RFC 2578, 7.7). */
function readable(columns: readonly Named[]): Named[] {
  return columns
    .filter(({ access }) => access !== 'not-accessible' && access !== 'accessible-for-notify')
    .slice(0, 100);
}

async function tablePage(
  session: SnmpSession,
  book: NameBook,
  root: BrowsePage['root'],
  { row, columns }: TableShape,
  after: string,
): Promise<Result<BrowsePage>> {
  const read = await session.tableSome(
    columns.map(({ oid }) => oid),
    after,
    browseBounds.page,
  );
  if (!read.ok) return read;
  const rows = [...read.value.rows].map(([key, cells]) => ({
    ...{ key, name: key, type: '', units: '', watch: false },
    cells: columns.map(({ oid }) => {
      const value = cells.get(oid);
      return value === undefined ? null : book.say(oid, value);
    }),
  }));
  return ok({
    ...{ root, is: 'table' as const, index: row.index.join(', ') || 'index' },
    columns: columns.map((column) => ({
      oid: column.oid,
      name: column.name,
      units: column.units,
      watch: canWatch(column),
    })),
    ...{ rows, after: read.value.after },
  });
}

/** A leaf with its instance has nothing below it: it is asked for itself. */
async function listPage(
  session: SnmpSession,
  book: NameBook,
  root: BrowsePage['root'],
  after: string,
): Promise<Result<BrowsePage>> {
  const below = await session.walkSome(root.oid, after === '' ? root.oid : after, browseBounds.page);
  if (!below.ok) return below;
  let { varbinds } = below.value;
  if (varbinds.length === 0 && after === '') {
    const exact = await session.get([root.oid]);
    if (exact.ok) varbinds = exact.value.filter(({ value }) => value.type !== 'absent');
  }
  const rows = varbinds.map(({ oid, value }) => {
    const { text, units } = book.nameOf(oid);
    return {
      key: oid,
      name: text,
      type: value.type,
      units,
      watch: watchedAs(book, oid) !== null,
      cells: [book.say(oid, value)],
    };
  });
  return ok({ root, is: 'list', index: '', columns: [], rows, after: below.value.after });
}

function nothingNamed(what: string): Result<never> {
  return failed({
    kind: 'invalid',
    why: `No MIB module that is here names ${what.slice(0, 100)}.`,
    todo: 'Write an OID such as 1.3.6.1.2.1.1, choose a name that is offered, or upload the MIB module.',
    field: 'what',
  });
}
