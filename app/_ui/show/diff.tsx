'use client';

import { cx } from '../cx.ts';
import { Tabs } from '../overlay/tabs.tsx';
import { compareValues, type ValueChange } from './compare-values.ts';
import { CopyButton } from './mono.tsx';

export type AttributeChange = {
  /** What people call it: "Phone". */
  label: string;
  /** Name in the directory, shown beside it in monospace. */
  attribute?: string;
  before: string[];
  after: string[];
  /** Never shows the values: "changed" only (passwords, keys). */
  hidden?: boolean;
};

type DiffProps = {
  changes: AttributeChange[];
  /** LDIF change record; gives a second tab. */
  ldif?: string;
};

/** What a change does, attribute by attribute, before it is done. */
export function Diff({ changes, ldif }: DiffProps) {
  const table = <DiffTable changes={changes} />;
  if (!ldif) return table;
  return (
    <Tabs
      label="How to show the change"
      tabs={[
        { id: 'attributes', label: 'Changes', count: changes.length, content: table },
        { id: 'ldif', label: 'LDIF', content: <Ldif text={ldif} /> },
      ]}
    />
  );
}

function DiffTable({ changes }: { changes: AttributeChange[] }) {
  if (changes.length === 0) return <p className="py-2 text-sm text-soft">Nothing changes.</p>;
  return (
    <dl className="divide-y divide-line overflow-hidden rounded-md border border-line">
      {changes.map((change) => (
        <div
          key={change.attribute ?? change.label}
          className="grid gap-x-4 gap-y-1 px-3 py-2 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]"
        >
          <dt className="min-w-0 py-0.5">
            <span className="block font-medium">{change.label}</span>
            {change.attribute && <code className="block truncate text-faint text-xs">{change.attribute}</code>}
          </dt>
          <dd className="min-w-0">
            {change.hidden ? (
              <p className="py-0.5 text-soft">Changed; the value isn't shown.</p>
            ) : (
              <Values change={change} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Values({ change }: { change: AttributeChange }) {
  return (
    <ul className="grid gap-0.5">
      {compareValues(change.before, change.after).map((line) => (
        <li key={`${line.kind} ${line.value}`} className={cx('flex gap-2 rounded-sm px-1.5 py-0.5', looks[line.kind])}>
          <span aria-hidden className="w-2 flex-none select-none text-center font-mono">
            {signs[line.kind]}
          </span>
          <span className="sr-only">{words[line.kind]}</span>
          <span
            className={cx(
              'min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]',
              line.kind === 'removed' && 'line-through decoration-failing/50',
            )}
          >
            {line.value === '' ? <em>empty</em> : line.value}
          </span>
        </li>
      ))}
    </ul>
  );
}

const looks: Record<ValueChange['kind'], string> = {
  kept: 'text-soft',
  removed: 'bg-failing-soft text-failing',
  added: 'bg-ok-soft text-ok',
};
const signs: Record<ValueChange['kind'], string> = { kept: ' ', removed: '−', added: '+' };
const words: Record<ValueChange['kind'], string> = { kept: 'Stays:', removed: 'Removed:', added: 'Added:' };

/** LDIF as it would be written to a file, with a copy button. */
export function Ldif({ text }: { text: string }) {
  return (
    <div className="relative">
      <section
        aria-label="LDIF"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3 pr-10"
      >
        <pre className="text-xs leading-5">{text}</pre>
      </section>
      <span className="absolute top-2 right-2">
        <CopyButton value={text} noun="LDIF" />
      </span>
    </div>
  );
}
