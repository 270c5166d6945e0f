'use client';

import { useState } from 'react';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import type { SilenceList } from '#lib/services/alerts/silences.ts';
import { silenceAlerts } from '../actions.ts';
import { lengths } from './silence-dialog.tsx';

export type SilenceChoices = Pick<SilenceList, 'rules' | 'targets'>;
type Props = { choices: SilenceChoices; onClose: () => void; onDone: (what: string) => void };

/** Before anything fires: for work that is planned. */
export function AddSilence({ choices: { rules, targets }, onClose, onDone }: Props) {
  const [target, setTarget] = useState('');
  const [rule, setRule] = useState('');
  const [minutes, setMinutes] = useState('120');
  const [reason, setReason] = useState('');
  const silence = async () => {
    const asked = { ruleId: rule || null, target: target || null, minutes: Number(minutes), reason };
    const answer = await silenceAlerts(asked);
    if (!answer.ok) return answer.failure;
    onDone(answer.value.what);
    return null;
  };
  const places = [
    { value: '', label: 'Everywhere' },
    { value: 'server:*', label: 'Every server' },
    { value: 'device:*', label: 'Every device' },
    ...targets,
  ];
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Silence alerts"
      description="They go on being shown, and nobody is told of them until the silence ends."
      confirmLabel="Silence alerts"
      onConfirm={silence}
    >
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
      <Field label="For" name="minutes">
        <Select options={lengths} value={minutes} onChange={(event) => setMinutes(event.target.value)} />
      </Field>
      <Field label="Reason" name="reason" optional>
        <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
