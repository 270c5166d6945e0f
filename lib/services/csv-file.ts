import { stringify } from 'csv-stringify/sync';

export type CsvFile = { filename: string; csv: string };

type Cell = string | number | boolean | null;

/** Records as CSV, a column for each of these names. What isn't known stays empty. */
export function csvFile<Column extends string>(
  name: string,
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, Cell>>[],
): CsvFile {
  const textOf = (cell: Cell) => (cell === null ? '' : String(cell));
  return csvOfCells(name, [[...columns], ...rows.map((row) => columns.map((column) => textOf(row[column])))]);
}

/**
 * A table as CSV (RFC 4180), its heads first, named after `name` and the time. A cell that starts with = + - @, tab or return
 * would be a formula to a spreadsheet: an apostrophe makes it text.
 */
export function csvOfCells(name: string, cells: readonly (readonly string[])[]): CsvFile {
  const text = stringify([...cells], { escape_formulas: true, record_delimiter: 'windows' });
  const time = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-');
  return { filename: `${wordsOf(name)}-${time}.csv`, csv: `\ufeff${text}` };
}

function wordsOf(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return words || 'table';
}
