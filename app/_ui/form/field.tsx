'use client';

import { type ReactNode, useContext, useId } from 'react';
import { cx } from '../cx.ts';
import { FieldContext, FormErrors } from './form-context.ts';

type FieldProps = {
  label: ReactNode;
  /** Name of the input inside; errors of the Form with this name show here. */
  name?: string;
  hint?: ReactNode;
  /** A sentence: what is wrong and what would be right. */
  error?: string;
  required?: boolean;
  optional?: boolean;
  /** For several inputs under one label (radios, many values): a group instead of a label. */
  group?: boolean;
  /** Label beside the input from 640 px on. */
  side?: boolean;
  children: ReactNode;
};

/** Label, one input (TextInput, Select, …), hint and error, tied together for readers. */
export function Field({ label, name, hint, error, required, optional, group, side, children }: FieldProps) {
  const id = useId();
  const errors = useContext(FormErrors);
  const shown = error ?? (name ? errors[name] : undefined);
  const hintId = `${id}hint`;
  const errorId = `${id}error`;
  const describedBy = cx(hint ? hintId : null, shown ? errorId : null) || undefined;
  const labelContent = (
    <>
      {label}
      {optional && <span className="font-normal text-faint"> (optional)</span>}
    </>
  );
  const Root = group ? 'fieldset' : 'div';
  const labelClass = cx('mb-1 block font-medium text-sm', side && 'sm:pt-1.5');
  return (
    <FieldContext value={{ id, name, describedBy, invalid: Boolean(shown), required: Boolean(required) }}>
      <Root
        className={cx('min-w-0', side && 'sm:grid sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-x-4')}
        aria-describedby={group ? describedBy : undefined}
      >
        {group ? (
          <legend className={labelClass}>{labelContent}</legend>
        ) : (
          <label htmlFor={id} className={labelClass}>
            {labelContent}
          </label>
        )}
        <div className="min-w-0">
          {children}
          {shown && (
            <p id={errorId} className="mt-1 text-failing text-xs">
              {shown}
            </p>
          )}
          {hint && (
            <p id={hintId} className="mt-1 text-faint text-xs">
              {hint}
            </p>
          )}
        </div>
      </Root>
    </FieldContext>
  );
}
