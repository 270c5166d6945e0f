'use client';

import { useState } from 'react';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { setAccountPassword } from '../../../account-actions.ts';

type Props = { id: string; jid: string; onClose: () => void };

/** For an account that the server keeps itself. */
export function PasswordDialog({ id, jid, onClose }: Props) {
  const [password, setPassword] = useState('');
  const toast = useToast();
  const change = async () => {
    const answer = await setAccountPassword({ id, jid, password });
    if (!answer.ok) return answer.failure;
    const claim = answer.value;
    toast({
      title: `The password of ${jid} was changed`,
      description: claim.seen ? claim.by : `The server said so. ${claim.why}`,
      tone: claim.seen ? 'done' : 'note',
    });
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Change the password of ${jid}`}
      description="On this server, by its own command. Sessions that are open go on."
      confirmLabel="Change password"
      onConfirm={change}
    >
      <Field label="New password" required hint="At least 8 characters.">
        <PasswordInput
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
    </ConfirmDialog>
  );
}
