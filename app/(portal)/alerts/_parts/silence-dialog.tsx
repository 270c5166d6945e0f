'use client';

import { useState } from 'react';
import { Field } from '#app/_ui/form/field.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import type { AlertView } from '#lib/services/alerts/alert-row.ts';
import { silenceAlerts } from '../actions.ts';

export const lengths = [
  { value: '30', label: '30 minutes' },
  { value: '120', label: '2 hours' },
  { value: '480', label: '8 hours' },
  { value: '1440', label: 'A day' },
  { value: '10080', label: 'A week' },
];

type Props = { alert: AlertView; onClose: () => void; onDone: (silence: { id: string; what: string }) => void };

export function SilenceDialog({ alert, onClose, onDone }: Props) {
  const [what, setWhat] = useState('both');
  const [minutes, setMinutes] = useState('120');
  const [reason, setReason] = useState('');
  const silence = async () => {
    const answer = await silenceAlerts({
      ruleId: what === 'target' ? null : alert.ruleId,
      target: what === 'rule' ? null : alert.target,
      minutes: Number(minutes),
      reason,
    });
    if (!answer.ok) return answer.failure;
    onDone(answer.value);
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Silence alerts"
      description="They go on being shown here, and nobody is told of them until the silence ends."
      confirmLabel="Silence alerts"
      onConfirm={silence}
    >
      <RadioGroup
        label="What"
        name="what"
        value={what}
        onChange={setWhat}
        options={[
          { value: 'both', label: `${alert.name}, ${alert.targetName}` },
          { value: 'target', label: `Everything of ${alert.targetName}` },
          { value: 'rule', label: `${alert.name}, everywhere` },
        ]}
      />
      <Field label="For" name="minutes">
        <Select options={lengths} value={minutes} onChange={(event) => setMinutes(event.target.value)} />
      </Field>
      <Field label="Reason" name="reason" optional>
        <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
