'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { TypeToConfirm } from '#app/_ui/form/type-to-confirm.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { AnnouncementPreview } from '#lib/services/announcements/preview-announcement.ts';
import { sendAnnouncement } from '../actions.ts';
import { MessageLook } from './message-look.tsx';
import { countToType, reachSentence, sendLabel } from './reach.ts';
import { ReachTable } from './reach-table.tsx';

type Props = {
  preview: AnnouncementPreview;
  input: object;
  token: string;
  onClose: () => void;
  onSent: () => void;
};

/** Who gets what, before anything is sent. */
export function PreviewDialog({ preview, input, token, onClose, onSent }: Props) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const expected = countToType(preview);
  const [confirmed, setConfirmed] = useState(expected === null);
  const toast = useToast();
  const send = async () => {
    setPending(true);
    const answer = await sendAnnouncement({ ...input, token });
    setPending(false);
    if (!answer.ok) return setFailure(answer.failure);
    toast({ title: `On its way to ${preview.name}`, description: 'How far it is stands on this page.' });
    onSent();
  };
  const blocked = preview.parts.length === 0 ? 'Nobody can be reached.' : !confirmed && `Type ${expected ?? ''} first.`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !pending && onClose()}
      size="l"
      title={`Announcement to ${preview.name}`}
      description={reachSentence(preview)}
      footer={
        <>
          <Button onClick={onClose}>Go on writing</Button>
          <Button kind="primary" onClick={send} pending={pending} disabledReason={blocked}>
            {sendLabel(preview)}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <MessageLook subject={preview.subject} body={preview.body} />
        <ReachTable preview={preview} />
        <p className="text-faint text-xs">What was sent can’t be taken back.</p>
        {expected !== null && preview.parts.length > 0 && <TypeToConfirm expected={expected} onMatch={setConfirmed} />}
        {failure && <ErrorNote failure={failure} />}
      </div>
    </Dialog>
  );
}
