'use client';

import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from '../cx.ts';
import { controlClass } from './control-class.ts';
import { useFieldProps } from './form-context.ts';

export type SelectOption = { value: string; label: string; disabled?: boolean };

type SelectProps = ComponentProps<'select'> & {
  options: SelectOption[] /** Shown while nothing is chosen. */;
  placeholder?: string;
  small?: boolean;
};

/** The browser's own list, which every phone and reader knows. */
export function Select({ options, placeholder, small, className, ...rest }: SelectProps) {
  return (
    <span className={cx('relative flex items-center', className)}>
      <select
        {...rest}
        {...useFieldProps(rest)}
        className={cx(controlClass, 'appearance-none pr-8', small ? 'h-7' : 'h-8')}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown aria-hidden className="pointer-events-none absolute right-2.5 text-faint [&.lucide]:size-3.5" />
    </span>
  );
}
