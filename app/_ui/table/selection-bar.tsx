'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../button.tsx';
import { cx } from '../cx.ts';
import { type Selection, selectedCount } from './selection.ts';

export type BulkAction = {
  /** Verb and object: "Lock users". */
  label: string;
  icon?: ReactNode;
  onRun: () => void;
  /** How many of the selected it applies to, when it isn't all. */
  count?: number;
  disabledReason?: string | null | false;
  danger?: boolean;
};

type SelectionBarProps = {
  selection: Selection<unknown>;
  actions: BulkAction[];
  pageSelected: boolean;
  total: number;
  onPage: () => void;
  onAll: () => void;
  onClear: () => void;
  fill: boolean;
};

/** Rises from the bottom with what can be done to the selection. */
export function SelectionBar({
  selection,
  actions,
  pageSelected,
  total,
  onPage,
  onAll,
  onClear,
  fill,
}: SelectionBarProps) {
  const count = selectedCount(selection);
  if (count === 0) return null;
  const number = (value: number) => value.toLocaleString('en');
  return (
    <div
      className={cx(
        'pointer-events-none z-20 flex justify-center max-md:fixed max-md:inset-x-0 max-md:bottom-0',
        fill ? 'md:absolute md:inset-x-0 md:bottom-14' : 'md:sticky md:bottom-4',
      )}
    >
      <section
        aria-label="Selection"
        className="pointer-events-auto flex max-w-full animate-rise flex-wrap items-center gap-1 bg-raised p-1.5 shadow-float max-md:w-full md:rounded-md"
      >
        <p role="status" data-figures className="whitespace-nowrap px-2 text-sm">
          <span className="font-semibold">{number(count)}</span> selected
        </p>
        {!selection.all && !pageSelected && (
          <Button kind="quiet" size="s" onClick={onPage} className="text-accent-text!">
            Select page
          </Button>
        )}
        {!selection.all && pageSelected && count < total && (
          <Button kind="quiet" size="s" onClick={onAll} className="text-accent-text!">
            Select all {number(total)}
          </Button>
        )}
        <span aria-hidden className="mx-1 h-5 w-px bg-line" />
        {actions.map((action) => (
          <Button
            key={action.label}
            kind="quiet"
            size="s"
            icon={action.icon}
            onClick={action.onRun}
            disabledReason={action.disabledReason}
            className={cx(action.danger ? 'text-failing!' : 'text-text!')}
          >
            {action.label}
            {action.count !== undefined && action.count !== count && (
              <span data-figures className="text-faint">
                {number(action.count)}
              </span>
            )}
          </Button>
        ))}
        <IconButton
          label="Clear selection"
          tip="Clear selection (Esc)"
          icon={<X />}
          size="s"
          onClick={onClear}
          className="ml-auto"
        />
      </section>
    </div>
  );
}
