'use client';

import { Eye, EyeOff } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { cx } from '../cx.ts';
import { controlClass } from './control-class.ts';
import { useFieldProps } from './form-context.ts';

type PasswordInputProps = Omit<ComponentProps<'input'>, 'type'> & {
  autoComplete: 'current-password' | 'new-password' | 'off';
};

/** Hidden until it is asked to be seen. It can be pasted into, so that password managers work. */
export function PasswordInput({ className, ...rest }: PasswordInputProps) {
  const [seen, setSeen] = useState(false);
  return (
    <span className="relative flex items-center">
      <input
        spellCheck={false}
        autoCapitalize="off"
        {...rest}
        {...useFieldProps(rest)}
        type={seen ? 'text' : 'password'}
        className={cx(controlClass, 'h-8 pr-9', seen && 'font-mono', className)}
      />
      <button
        type="button"
        aria-pressed={seen}
        aria-label="Show what is typed"
        data-tip={seen ? 'Hide what is typed' : 'Show what is typed'}
        onClick={() => setSeen(!seen)}
        className="absolute right-1 flex size-6 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text"
      >
        {seen ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </button>
    </span>
  );
}
