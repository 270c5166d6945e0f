'use client';

import { useEffect } from 'react';
import { cx } from '#app/_ui/cx.ts';
import { EntryIcon } from './entry-icon.tsx';
import type { SearchHit } from './find-entries.ts';

export type OptionState = { hit: SearchHit /** Why it can't be chosen. */; why: string | null };

type EntryOptionsProps = {
  id: string;
  label: string;
  options: OptionState[];
  current: number;
  busy: boolean;
  problem: string | null;
  text: string;
  onPoint: (at: number) => void;
  onChoose: (option: OptionState) => void;
};

/** The list under the input of a picker: the focus stays in the input, which names the current line. */
export function EntryOptions({
  id,
  label,
  options,
  current,
  busy,
  problem,
  text,
  onPoint,
  onChoose,
}: EntryOptionsProps) {
  useEffect(() => {
    document.getElementById(`${id}${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, current]);
  const nothing = options.length === 0;
  return (
    <>
      {nothing && (
        <p role="status" className={cx('px-2 py-2', problem ? 'text-failing' : 'text-soft')}>
          {problem ?? (busy ? 'Searching…' : `Nothing here is called “${text}”.`)}
        </p>
      )}
      <div role="listbox" id={id} aria-label={label} aria-busy={busy} className={cx(busy && !nothing && 'opacity-60')}>
        {options.map((option, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys.
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the input (ARIA 1.2, combobox).
          <div
            key={option.hit.id}
            role="option"
            id={`${id}${at}`}
            aria-selected={at === current}
            aria-disabled={option.why ? true : undefined}
            onPointerMove={() => at !== current && onPoint(at)}
            onClick={() => onChoose(option)}
            className={cx(
              'flex min-h-9 cursor-default items-center gap-2 rounded-sm px-2 py-1',
              at === current && 'bg-hover',
            )}
          >
            <EntryIcon kind={option.hit.kind} name={option.hit.name} />
            <span className="min-w-0 flex-1">
              <span className={cx('block truncate', option.why && 'text-faint')}>{option.hit.name}</span>
              <span className="block truncate text-faint text-xs">{option.why ?? option.hit.detail}</span>
            </span>
          </div>
        ))}
      </div>
    </>
  );
}
