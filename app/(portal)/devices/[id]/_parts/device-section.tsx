import { Notice } from '#app/_ui/feedback/notice.tsx';
import { Section as PageSection } from '#app/_ui/frame/section.tsx';
import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Cell, Format, Section } from '#lib/services/devices/reading.ts';
import { formatCell } from './format-cell.ts';

const states: Record<string, State> = { up: 'ok', idle: 'ok', printing: 'ok', down: 'failing', congested: 'warning' };
const nearlyFull = 90;

/** One profile of what the device said: facts, then tables. */
export function DeviceSection({ section, mib }: { section: Section; mib: string | undefined }) {
  const { title, facts, tables, missing } = section;
  return (
    <PageSection title={title} hint={mib}>
      <div className="grid gap-4">
        {missing.map((part) => (
          <Notice key={part} state="warning">
            {part}
          </Notice>
        ))}
        {facts.length > 0 && (
          <Facts>
            {facts.map(({ label, format, value }) => (
              <Fact key={label} label={label}>
                <CellView value={value} format={format} />
              </Fact>
            ))}
          </Facts>
        )}
        {tables.map((table) => (
          <DeviceTable key={table.title} table={table} titled={table.title !== title} />
        ))}
        {facts.length === 0 && tables.length === 0 && missing.length === 0 && (
          <p className="text-faint text-sm">It says nothing of this.</p>
        )}
      </div>
    </PageSection>
  );
}

function DeviceTable({ table, titled }: { table: Section['tables'][number]; titled: boolean }) {
  const { title, columns, rows, more } = table;
  return (
    <div className="min-w-0 overflow-x-auto">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
      <table className="w-full min-w-120 text-left text-sm" tabIndex={0}>
        <caption className={titled ? 'pb-1 text-left font-medium text-soft text-xs' : 'sr-only'}>{title}</caption>
        <thead>
          <tr className="border-line border-b text-faint text-xs">
            {columns.map(({ label, format }) => (
              <th key={label} scope="col" className={`py-1 pr-4 font-medium ${isNumber(format) ? 'text-right' : ''}`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two rows of a device may say the same.
            <tr key={at} className="h-8 border-line border-b last:border-0">
              {columns.map(({ label, format }, place) => (
                <td
                  key={label}
                  data-figures={isNumber(format) || undefined}
                  className={`py-1 pr-4 align-top ${isNumber(format) ? 'whitespace-nowrap text-right' : 'break-words'}`}
                >
                  <CellView value={row[place] ?? null} format={format} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="py-1 text-faint text-xs">And {more.toLocaleString('en')} more.</p>}
    </div>
  );
}

function CellView({ value, format }: { value: Cell; format: Format }) {
  const text = formatCell(value, format);
  if (value === null || value === '') return <span className="text-faint">{text}</span>;
  if (format === 'state') return <StateBadge state={states[String(value)] ?? 'unknown'}>{text}</StateBadge>;
  if (format === '%' && typeof value === 'number' && value >= nearlyFull)
    return <span className="font-medium">{text}</span>;
  return <>{text}</>;
}

function isNumber(format: Format): boolean {
  return format !== 'text' && format !== 'state';
}
