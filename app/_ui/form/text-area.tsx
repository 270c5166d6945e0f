'use client';

import type { ComponentProps } from 'react';
import { cx } from '../cx.ts';
import { controlClass } from './control-class.ts';
import { useFieldProps } from './form-context.ts';

/** Several lines; grows with its text where the browser can. */
export function TextArea({ mono, className, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      rows={3}
      {...rest}
      {...useFieldProps(rest)}
      className={cx(controlClass, 'field-sizing-content max-h-80 min-h-16 py-1.5', mono && 'font-mono', className)}
    />
  );
}
