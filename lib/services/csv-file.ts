import { stringify } from 'csv-stringify/sync';

export type CsvFile = { filename: string; csv: string };

/**
 * A table as CSV (RFC 4180), named after `name` and the time. A cell that starts with = + - @, tab or return would be a
 * formula to a spreadsheet: an apostrophe makes it text. What isn't known stays empty.
 */
export function csvFile<Column extends string>(
  name: string,
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string | number | boolean | null>>[],
): CsvFile {
  const cells = rows.map((row) => columns.map((column) => (row[column] === null ? '' : String(row[column]))));
  const csv = stringify([[...columns], ...cells], { escape_formulas: true, record_delimiter: 'windows' });
  return {
    filename: `${wordsOf(name)}-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}.csv`,
    csv: `\ufeff${csv}`,
  };
}

function wordsOf(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return words || 'table';
}
