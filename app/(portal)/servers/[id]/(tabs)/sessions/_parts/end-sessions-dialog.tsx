'use client';

import { useState } from 'react';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { endServerSessions } from '../../../account-actions.ts';

type Props = { id: string; jids: string[]; onClose: () => void; onEnded: () => void };

const askCountFrom = 10;
const mostNamed = 8;

/** Full JIDs are one session each, a bare one is all of an account. */
export function EndSessionsDialog({ id, jids, onClose, onEnded }: Props) {
  const [reason, setReason] = useState('');
  const toast = useToast();
  const all = jids.length === 1 && !jids[0]?.includes('/');
  const count = jids.length === 1 ? 'session' : `${jids.length} sessions`;
  const end = async () => {
    const answer = await endServerSessions({ id, jids, reason });
    if (!answer.ok) return answer.failure;
    const claim = answer.value;
    toast({
      title: endedWords(claim.ended),
      description: claim.seen ? `Looked at: ${lowerFirst(claim.by)}` : `The server said so. ${claim.why}`,
      tone: claim.seen ? 'done' : 'note',
    });
    onEnded();
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      danger
      title={all ? `End all sessions of ${jids[0]}` : `End ${count}`}
      description="Whoever has the password can sign in again at once."
      confirmLabel={all ? 'End sessions' : `End ${count}`}
      typeToConfirm={jids.length >= askCountFrom ? String(jids.length) : undefined}
      onConfirm={end}
    >
      {!all && (
        <ul className="grid gap-1 text-sm">
          {jids.slice(0, mostNamed).map((jid) => (
            <li key={jid} className="min-w-0">
              <Mono value={jid} wrap />
            </li>
          ))}
          {jids.length > mostNamed && <li className="text-faint">and {jids.length - mostNamed} more</li>}
        </ul>
      )}
      <Field
        label="Reason"
        optional
        hint="Goes to their clients where the server passes it on, and stands in the audit log."
      >
        <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}

function endedWords(ended: number | null): string {
  if (ended === null) return 'The sessions were ended';
  return ended === 1 ? '1 session was ended' : `${ended.toLocaleString('en')} sessions were ended`;
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
