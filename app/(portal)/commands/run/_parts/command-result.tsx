import { Fact, Facts } from '#app/_ui/show/facts.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { CommandStep } from '#lib/services/commands/step-view.ts';
import { ResultTable } from './result-table.tsx';

/** What came back. Nothing more is claimed than the server did. */
export function CommandResult({ step }: { step: CommandStep }) {
  const { status, fields, table, title, instructions, notes } = step;
  if (status === 'canceled')
    return <p className="text-soft text-sm">The command was given up. Nothing was run by it.</p>;
  const failed = notes.some(({ severity }) => severity === 'error');
  const shown = fields.filter(({ values, type }) => values.length > 0 || type !== 'fixed');
  const empty = shown.length === 0 && !table;
  return (
    <div className="grid gap-3">
      {(title || instructions.length > 0) && (
        <div>
          {title && <h2 className="font-semibold text-base">{title}</h2>}
          {instructions.map((line) => (
            <p key={line} className="whitespace-pre-wrap text-soft text-sm">
              {line}
            </p>
          ))}
        </div>
      )}
      {empty && !failed && (
        <p className="text-soft text-sm">
          {notes.length === 0
            ? 'The server says that the command was done, and gives no result. '
            : 'So says the server. '}
          The portal has not looked at what it changed.
        </p>
      )}
      {shown.length > 0 && (
        <Facts>
          {shown.map((field, at) => (
            <Fact key={field.name || `fixed ${at}`} label={field.label || field.name}>
              <Values field={field} />
            </Fact>
          ))}
        </Facts>
      )}
      {table && <ResultTable token={step.token} table={table} offered={step.server === null} />}
      <LeftOut step={step} />
    </div>
  );
}

/** Of an offered command. */
export function LeftOut({ step: { leftOut } }: { step: CommandStep }) {
  if (!leftOut) return null;
  const rows = leftOut === 1 ? '1 row of other realms is' : `${leftOut.toLocaleString('en')} rows of other realms are`;
  return <p className="text-soft text-sm">{rows} not shown.</p>;
}

function Values({ field: { type, values, options } }: { field: CommandStep['fields'][number] }) {
  if (values.length === 0) return <span className="text-faint">–</span>;
  if (type === 'boolean') return values[0] === '1' || values[0] === 'true' ? 'Yes' : 'No';
  const label = (value: string) => options.find((option) => option.value === value)?.label || value;
  if (type === 'text-multi')
    return <pre className="max-h-120 overflow-auto whitespace-pre-wrap font-mono text-xs">{values.join('\n')}</pre>;
  return values.map((value, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same value may come twice.
    <span key={at} className="block">
      {type.startsWith('jid') ? <Mono value={value} copy noun="JID" wrap /> : label(value)}
    </span>
  ));
}
