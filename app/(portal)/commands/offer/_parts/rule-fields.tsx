'use client';

import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import type { FieldRule } from '#lib/domain/command-offer.ts';
import type { FormField } from '#lib/domain/data-form.ts';
import { isSecretField } from '#lib/domain/secret-field.ts';
import { CommandField } from '../../run/_parts/command-field.tsx';

type Props = { field: FormField; rule: FieldRule; onChange: (rule: FieldRule) => void };

const handlings = [
  { value: 'asked', label: 'Ask for it' },
  { value: 'fixed', label: 'Set it, and show it' },
  { value: 'hidden', label: 'Set it, and hide it' },
];
const person = { value: 'person', label: 'A person of the realm' };
const domain = { value: 'domain', label: 'Any JID in the realm’s domains' };

/** What the offer makes of one field. */
export function RuleFields({ field, rule, onChange }: Props) {
  const { name, label, type } = field;
  const ofJid = type === 'jid-single' || type === 'jid-multi';
  const mayNameJids = ofJid || type.startsWith('text');
  const secret = isSecretField(name, type);
  const setHandling = (is: string) => {
    const next = handlings.find(({ value }) => value === is)?.value as FieldRule['is'];
    const values = type === 'boolean' && rule.values.length === 0 ? ['0'] : rule.values;
    onChange({ ...rule, is: next, values: next === 'asked' ? [] : values });
  };
  const setJid = (jid: string) => onChange({ ...rule, jid: jid === 'person' || jid === 'domain' ? jid : null });
  return (
    <fieldset className="grid min-w-0 gap-3 rounded-md border border-line px-4 pt-1 pb-3">
      <legend className="px-1 font-medium text-sm">
        {label || name} {label && <span className="font-mono font-normal text-faint text-xs">{name}</span>}
      </legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Handling" hint={secret ? 'Secrets are always asked: an offer keeps none.' : undefined}>
          <Select
            value={secret ? 'asked' : rule.is}
            disabled={secret}
            onChange={(event) => setHandling(event.target.value)}
            options={handlings}
          />
        </Field>
        {mayNameJids && !secret && (
          <Field label="What it may name">
            <Select
              value={rule.jid ?? (ofJid ? 'person' : '')}
              onChange={(event) => setJid(event.target.value)}
              options={
                ofJid ? [person, domain] : [{ value: '', label: 'Text; JIDs in it are checked' }, person, domain]
              }
            />
          </Field>
        )}
      </div>
      {rule.is !== 'asked' && !secret && (
        <CommandField
          field={{ ...field, label: `Value of ${label || name}`, description: '', required: false }}
          values={rule.values}
          onChange={(values) => onChange({ ...rule, values })}
        />
      )}
    </fieldset>
  );
}
