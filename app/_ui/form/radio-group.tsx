'use client';

import { type ReactNode, useId } from 'react';
import { Field } from './field.tsx';

export type RadioOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type RadioGroupProps = {
  label: ReactNode;
  name: string;
  options: RadioOption[];
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  hint?: ReactNode;
  error?: string;
};

/** One of a few, all in sight. */
export function RadioGroup({ label, name, options, value, defaultValue, onChange, hint, error }: RadioGroupProps) {
  const id = useId();
  return (
    <Field label={label} name={name} hint={hint} error={error} group>
      <div className="grid gap-2 py-1">
        {options.map((option) => (
          <div key={option.value} className="flex items-start gap-2 text-sm">
            <span className="flex h-5 items-center">
              <input
                id={id + option.value}
                type="radio"
                name={name}
                value={option.value}
                disabled={option.disabled}
                className="check"
                aria-describedby={option.hint ? `${id}${option.value}hint` : undefined}
                {...(value === undefined
                  ? { defaultChecked: option.value === defaultValue }
                  : { checked: option.value === value, onChange: () => onChange?.(option.value) })}
                {...(value === undefined && onChange && { onChange: () => onChange(option.value) })}
              />
            </span>
            <div className="min-w-0">
              <label htmlFor={id + option.value}>{option.label}</label>
              {option.hint && (
                <p id={`${id}${option.value}hint`} className="text-faint text-xs">
                  {option.hint}
                </p>
              )}
            </div>
          </div>
        ))}
      </div>
    </Field>
  );
}
