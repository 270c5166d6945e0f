'use client';

import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx.ts';
import { controlClass } from './control-class.ts';
import { useFieldProps } from './form-context.ts';

type TextInputProps = ComponentProps<'input'> & {
  mono?: boolean /** Inside the box, before the text. */;
  icon?: ReactNode /** Inside, after it: "@north.example". */;
  suffix?: ReactNode;
};

/** One line of text, 32 px. */
export function TextInput({ mono, icon, suffix, className, ...rest }: TextInputProps) {
  const input = (
    <input
      type="text"
      autoComplete="off"
      {...rest}
      {...useFieldProps(rest)}
      className={cx(controlClass, 'h-8', mono && 'font-mono', Boolean(icon) && 'pl-8', className)}
    />
  );
  if (!icon && !suffix) return input;
  return (
    <span className="relative flex items-center">
      {icon && (
        <span aria-hidden className="pointer-events-none absolute left-2.5 flex text-faint">
          {icon}
        </span>
      )}
      {input}
      {suffix && <span className="pl-2 text-sm text-soft">{suffix}</span>}
    </span>
  );
}
