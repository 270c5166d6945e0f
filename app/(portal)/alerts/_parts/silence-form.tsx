'use client';

import { type ReactNode, useState } from 'react';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { silenceAlerts } from '../actions.ts';

const lengths = [
  { value: '30', label: '30 minutes' },
  { value: '120', label: '2 hours' },
  { value: '480', label: '8 hours' },
  { value: '1440', label: 'A day' },
  { value: '10080', label: 'A week' },
];

type Props = {
  /** null: all of them. */
  of: { ruleId: string | null; target: string | null };
  /** Where what is silenced is chosen. */
  children: ReactNode;
  onClose: () => void;
  onDone: (silence: { id: string; what: string }) => void;
};

/** How long alerts are silenced, and why. */
export function SilenceForm({ of, children, onClose, onDone }: Props) {
  const [minutes, setMinutes] = useState('120');
  const [reason, setReason] = useState('');
  const silence = async () => {
    const answer = await silenceAlerts({ ...of, minutes: Number(minutes), reason });
    if (!answer.ok) return answer.failure;
    onDone(answer.value);
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Silence alerts"
      description="They go on being shown, and nobody is told of them until the silence ends."
      confirmLabel="Silence alerts"
      onConfirm={silence}
    >
      {children}
      <Field label="For" name="minutes">
        <Select options={lengths} value={minutes} onChange={(event) => setMinutes(event.target.value)} />
      </Field>
      <Field label="Reason" name="reason" optional>
        <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
