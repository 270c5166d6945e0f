'use client';

import { useState } from 'react';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import type { SilenceList } from '#lib/services/alerts/silences.ts';
import { SilenceForm } from './silence-form.tsx';

export type SilenceChoices = Pick<SilenceList, 'rules' | 'targets'>;
type Props = { choices: SilenceChoices; onClose: () => void; onDone: (what: string) => void };

/** Before anything fires: for work that is planned. */
export function AddSilence({ choices: { rules, targets }, onClose, onDone }: Props) {
  const [target, setTarget] = useState('');
  const [rule, setRule] = useState('');
  const places = [
    { value: '', label: 'Everywhere' },
    { value: 'server:*', label: 'Every server' },
    { value: 'device:*', label: 'Every device' },
    ...targets,
  ];
  const of = { ruleId: rule || null, target: target || null };
  return (
    <SilenceForm of={of} onClose={onClose} onDone={({ what }) => onDone(what)}>
      <Field label="Of what" name="target">
        <Select options={places} value={target} onChange={(event) => setTarget(event.target.value)} />
      </Field>
      <Field label="By which rule" name="rule">
        <Select
          options={[{ value: '', label: 'All rules' }, ...rules]}
          value={rule}
          onChange={(event) => setRule(event.target.value)}
        />
      </Field>
    </SilenceForm>
  );
}
