'use client';

import { useState } from 'react';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import type { AlertView } from '#lib/services/alerts/alert-row.ts';
import { SilenceForm } from './silence-form.tsx';

type Props = { alert: AlertView; onClose: () => void; onDone: (silence: { id: string; what: string }) => void };

/** Of an alert that is there. */
export function SilenceDialog({ alert, onClose, onDone }: Props) {
  const [what, setWhat] = useState('both');
  const of = {
    ruleId: what === 'target' ? null : alert.ruleId,
    target: what === 'rule' ? null : alert.target,
  };
  return (
    <SilenceForm of={of} onClose={onClose} onDone={onDone}>
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
    </SilenceForm>
  );
}
