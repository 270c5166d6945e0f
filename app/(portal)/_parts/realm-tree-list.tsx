'use client';

import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { cx } from '#app/_ui/cx.ts';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { RealmChoice } from '#lib/services/realms/list-choices.ts';

type RealmTreeListProps = {
  label: string;
  realms: readonly RealmChoice[];
  /** The first line, for no realm in particular: "All realms". */
  everything?: string;
  /** Dn.key, or null for `everything`. */
  value: string | null;
  onChoose: (realm: RealmChoice | null) => void;
};

type Line = { realm: RealmChoice | null; name: string; detail: string; depth: number };

/** A searchable tree: typing narrows it to names, paths and domains; Down and Up move, Enter chooses. The focus stays in the input. */
export function RealmTreeList({ label, realms, everything, value, onChoose }: RealmTreeListProps) {
  const [text, setText] = useState('');
  const all = useMemo(() => treeLines(realms, everything), [realms, everything]);
  const lines = useMemo(() => narrow(all, text), [all, text]);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      all.findIndex((line) => (line.realm?.key ?? null) === value),
    ),
  );
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const current = Math.min(at, lines.length - 1);

  useEffect(() => {
    list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const line = lines[current];
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) setAt(Math.min(Math.max(current + step, 0), lines.length - 1));
    else if (event.key === 'Home' && text === '') setAt(0);
    else if (event.key === 'End' && text === '') setAt(lines.length - 1);
    else if (event.key === 'Enter' && line) onChoose(line.realm);
    else return;
    event.preventDefault();
  };

  return (
    <div className="grid gap-1">
      <TextInput
        role="combobox"
        aria-label={`Search ${label.toLowerCase()}`}
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={current >= 0 ? `${id}${current}` : undefined}
        icon={<Search />}
        placeholder="Name or domain"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        autoFocus
      />
      <div ref={list} role="listbox" id={id} aria-label={label} className="max-h-72 overflow-y-auto">
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input (ARIA 1.2, combobox).
          <div
            key={line.realm?.key ?? ''}
            role="option"
            id={`${id}${index}`}
            aria-selected={(line.realm?.key ?? null) === value}
            onPointerMove={() => index !== current && setAt(index)}
            onClick={() => onChoose(line.realm)}
            style={{ paddingLeft: `${0.5 + line.depth}rem` }}
            className={cx(
              'flex min-h-8 cursor-default items-center gap-2 rounded-sm py-1 pr-2',
              index === current && 'bg-hover',
            )}
          >
            <span className="flex min-w-0 flex-1 items-baseline gap-2">
              <span className="truncate">{line.name}</span>
              {line.detail && <span className="min-w-0 flex-1 truncate text-faint text-xs">{line.detail}</span>}
            </span>
            {(line.realm?.key ?? null) === value && <Check aria-hidden className="text-accent-text" />}
          </div>
        ))}
      </div>
      {lines.length === 0 && (
        <p role="status" className="px-2 pb-1.5 text-soft">
          No realm matches “{text.trim()}”.
        </p>
      )}
    </div>
  );
}

function treeLines(realms: readonly RealmChoice[], everything: string | undefined): Line[] {
  const keys = realms.map((realm) => realm.key);
  const lines = realms.map((realm) => ({
    realm,
    name: realm.name,
    detail: realm.domains.join(', '),
    depth: keys.filter((key) => realm.key.endsWith(`,${key}`)).length,
  }));
  return everything === undefined ? lines : [{ realm: null, name: everything, detail: '', depth: 0 }, ...lines];
}

/** Found ones stand flat, with the path that the tree would have shown. */
function narrow(lines: readonly Line[], text: string): Line[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [...lines];
  const matching = lines.filter(
    ({ realm }) => realm && [realm.path, ...realm.domains].some((part) => part.toLowerCase().includes(wanted)),
  );
  return matching.map((line) => ({ ...line, depth: 0, name: line.realm?.path ?? line.name }));
}
