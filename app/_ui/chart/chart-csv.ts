import { align, type ChartLine } from './model.ts';

/**
 * All that a chart shows as CSV (RFC 4180): a row for each time, a column for each line, with its band. What isn't known is empty.
 * Labels come from outside: one that a spreadsheet would take for a formula is made text by an apostrophe.
 */
export function chartCsv(lines: readonly ChartLine[], unit: string): string {
  const { times, columns } = align(lines);
  const parts = lines.flatMap(({ label }, at) =>
    (['average', 'min', 'max'] as const).flatMap((part) => {
      const column = columns[at]?.[part];
      if (!column) return [];
      const words = part === 'average' ? label : `${label} ${part}`;
      return [{ head: unit ? `${words} (${unit})` : words, column }];
    }),
  );
  const rows = [
    ['Time', ...parts.map(({ head }) => head)],
    ...times.map((time, place) => [
      new Date(time * 1000).toISOString(),
      ...parts.map(({ column }) => String(column[place] ?? '')),
    ]),
  ];
  return `\ufeff${rows.map((row, at) => row.map((cell) => (at === 0 ? quoted(cell) : cell)).join(',')).join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** "Stanzas in and out" as the beginning of a file's name. */
export function fileName(title: string, ending: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${words || 'chart'}-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, '-')}.${ending}`;
}
