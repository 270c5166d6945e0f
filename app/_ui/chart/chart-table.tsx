import { useMemo } from 'react';
import { align, type ChartLine } from './model.ts';
import { exactText } from './time-text.ts';
import { valueText } from './units.ts';

const mostRows = 200;

type ChartTableProps = { title: string; lines: readonly ChartLine[]; unit: string; height: number };

/** The same values as the chart, the newest first. */
export function ChartTable({ title, lines, unit, height }: ChartTableProps) {
  const { times, columns } = useMemo(() => align(lines), [lines]);
  const newest = times.map((_, place) => place).reverse();
  const rows = newest.slice(0, mostRows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div className="overflow-auto rounded-sm border border-line" style={{ height }} tabIndex={0}>
      <table className="w-full text-sm">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="text-left text-faint text-xs">
            <th scope="col" className="sticky top-0 whitespace-nowrap bg-sunken px-2 py-1 font-medium">
              Time
            </th>
            {lines.map(({ id, label }) => (
              <th key={id} scope="col" className="sticky top-0 bg-sunken px-2 py-1 font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((place) => (
            <tr key={times[place]} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap px-2 py-1 text-left font-normal text-soft">
                {exactText(times[place] as number)}
              </th>
              {lines.map(({ id }, at) => (
                <td key={id} className="whitespace-nowrap px-2 py-1">
                  {cellText(columns[at], place, unit)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {newest.length > rows.length && (
        <p className="px-2 py-1 text-faint text-xs">
          The newest {mostRows} of {newest.length.toLocaleString('en')} times. The CSV has all of them.
        </p>
      )}
    </div>
  );
}

function cellText(column: ReturnType<typeof align>['columns'][number] | undefined, place: number, unit: string) {
  const value = column?.average?.[place];
  if (value === undefined) return '';
  const [min, max] = [column?.min?.[place], column?.max?.[place]];
  const band = typeof min === 'number' && typeof max === 'number' && min !== max;
  return (
    <>
      {valueText(value, unit)}
      {band && (
        <span className="text-faint text-xs">
          {' '}
          ({valueText(min, unit)} to {valueText(max, unit)})
        </span>
      )}
    </>
  );
}
