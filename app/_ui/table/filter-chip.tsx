'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { Checkbox } from '../form/checkbox.tsx';
import { Popover } from '../overlay/popover.tsx';
import type { FilterDef } from './filter-bar.tsx';

type FilterChipProps = {
  filter: FilterDef;
  values: string[];
  startOpen: boolean;
  onChange: (values: string[]) => void;
  onClose: () => void;
};

/** "State: Locked, Disabled ×". */
export function FilterChip({ filter, values, startOpen, onChange, onClose }: FilterChipProps) {
  const [open, setOpen] = useState(startOpen);
  const toggle = (value: string, on: boolean) => {
    if (filter.single) onChange(on ? [value] : []);
    else onChange(on ? [...values, value] : values.filter((each) => each !== value));
  };
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) onClose();
  };
  const words = values.map((value) => filter.options.find((option) => option.value === value)?.label ?? value);
  const text = words.length > 2 ? `${words.length} of ${filter.options.length}` : words.join(', ');
  return (
    <span className="inline-flex h-8 min-w-0 max-w-full items-center rounded-md bg-accent-soft text-accent-text text-sm">
      <Popover
        label={filter.label}
        open={open}
        onOpenChange={change}
        className="max-h-80 w-56 overflow-y-auto"
        trigger={
          <button
            type="button"
            className="flex h-8 min-w-0 items-center gap-1 rounded-l-md pr-1 pl-2.5 hover:underline"
          >
            <span className="flex-none">{filter.label}:</span>
            <span className="truncate font-medium">{text || '…'}</span>
          </button>
        }
      >
        <fieldset>
          <legend className="px-2 pt-1 pb-1 text-faint text-xs">{filter.label}</legend>
          {filter.options.map((option) => (
            <div key={option.value} className="rounded-sm px-2 py-1.5 hover:bg-hover [&_label]:flex-1">
              <Checkbox
                label={option.label}
                checked={values.includes(option.value)}
                onChange={(event) => toggle(option.value, event.target.checked)}
              />
            </div>
          ))}
        </fieldset>
      </Popover>
      <button
        type="button"
        aria-label={`Remove filter ${filter.label}`}
        onClick={() => {
          onChange([]);
          onClose();
        }}
        className="flex h-8 w-7 flex-none items-center justify-center rounded-r-md hover:bg-pressed"
      >
        <X aria-hidden className="[&.lucide]:size-3.5" />
      </button>
    </span>
  );
}
