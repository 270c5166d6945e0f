'use client';

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react';
import { cx } from '../cx.ts';

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'size'> & {
  label: ReactNode;
  hint?: ReactNode;
  /** Some but not all of what it stands for. */
  mixed?: boolean;
  /** The label is for readers only (tables). */
  labelHidden?: boolean;
};

/** A native checkbox with its own look. */
export function Checkbox({ label, hint, mixed = false, labelHidden, className, id, ...rest }: CheckboxProps) {
  const ownId = useId();
  const box = useRef<HTMLInputElement>(null);
  const hintId = `${ownId}hint`;
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  const input = (
    <input
      ref={box}
      id={id ?? ownId}
      type="checkbox"
      {...rest}
      aria-describedby={hint ? hintId : rest['aria-describedby']}
      aria-label={labelHidden && typeof label === 'string' ? label : undefined}
      className={cx('check flex-none', className)}
    />
  );
  if (labelHidden) return input;
  return (
    <div className="flex items-start gap-2 text-sm">
      <span className="flex h-5 items-center">{input}</span>
      <div className="min-w-0">
        <label htmlFor={id ?? ownId}>{label}</label>
        {hint && (
          <p id={hintId} className="text-faint text-xs">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
