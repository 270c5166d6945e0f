'use client';

import { useId } from 'react';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { CommandStep } from '#lib/services/commands/step-view.ts';
import { JidField } from './jid-field.tsx';

export type FormField = CommandStep['fields'][number];
export type FieldProps = { field: FormField; values: string[]; onChange: (values: string[]) => void };

/** One field of a form (XEP-0004, 3.3), by its type; what it must look like (XEP-0122) stands below it. */
export function CommandField({ field, values, onChange }: FieldProps) {
  const { name, type, required } = field;
  const label = field.label || name;
  const hint = hintOf(field);
  const first = values[0] ?? '';
  if (type === 'hidden') return null;
  if (type === 'fixed')
    return (
      <p className="whitespace-pre-wrap text-sm text-soft">
        {field.label && <span className="block font-medium text-text">{field.label}</span>}
        {field.values.join('\n')}
      </p>
    );
  if (type === 'boolean')
    return (
      <Checkbox
        name={name}
        label={label}
        hint={hint}
        checked={first === '1' || first === 'true'}
        onChange={(event) => onChange([event.target.checked ? '1' : '0'])}
      />
    );
  if (type === 'jid-single' || type === 'jid-multi')
    return <JidField field={field} label={label} hint={hint} values={values} onChange={onChange} />;
  if (type === 'list-multi')
    return (
      <Field label={label} name={name} hint={hint} required={required} group>
        <div className="grid max-h-80 gap-1.5 overflow-y-auto py-1">
          {field.options.map((option) => (
            <Checkbox
              key={option.value}
              label={option.label || option.value}
              checked={values.includes(option.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...values, option.value] : values.filter((value) => value !== option.value),
                )
              }
            />
          ))}
        </div>
      </Field>
    );
  return (
    <Field label={label} name={name} hint={hint} required={required} optional={!required}>
      <Control field={field} values={values} onChange={onChange} />
    </Field>
  );
}

function Control({ field, values, onChange }: FieldProps) {
  const listId = useId();
  const { type, options, validation, required } = field;
  const first = values[0] ?? '';
  const one = (value: string) => onChange(value === '' ? [] : [value]);
  if (type === 'list-single' && validation?.method !== 'open' && options.length > 0)
    return (
      <Select
        value={first}
        onChange={(event) => one(event.target.value)}
        placeholder={required && first !== '' ? undefined : 'Nothing chosen'}
        options={options.map(({ label, value }) => ({ value, label: label || value }))}
      />
    );
  if (type === 'text-multi')
    return (
      <TextArea
        rows={4}
        value={values.join('\n')}
        onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
      />
    );
  if (type === 'text-private')
    return <PasswordInput autoComplete="off" value={first} onChange={(event) => one(event.target.value)} />;
  return (
    <>
      <TextInput
        value={first}
        list={options.length > 0 ? listId : undefined}
        inputMode={validation?.datatype.match(/integer|int$|long|short/) ? 'numeric' : undefined}
        onChange={(event) => one(event.target.value)}
      />
      {options.length > 0 && (
        <datalist id={listId}>
          {options.map(({ label, value }) => (
            <option key={value} value={value} label={label} />
          ))}
        </datalist>
      )}
    </>
  );
}

export function hintOf({ description, validation, hadMedia }: FormField): string | undefined {
  const range = [validation?.min && `at least ${validation.min}`, validation?.max && `at most ${validation.max}`];
  const listRange = validation?.listRange;
  const count = [listRange?.min && `at least ${listRange.min}`, listRange?.max && `at most ${listRange.max}`];
  const bounds = [...range, ...count].filter(Boolean).join(', ');
  const sentences = [
    description,
    bounds && `${bounds[0]?.toUpperCase()}${bounds.slice(1)}.`,
    hadMedia && 'A picture or sound that came with this field was left out: the portal shows none from servers.',
  ];
  return sentences.filter(Boolean).join(' ') || undefined;
}
