'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { FileInput } from '#app/_ui/form/file-input.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { Answer } from '#lib/web/answer.ts';
import { base64Of } from './base64-of.ts';

const mostBytes = 1_048_576;

type Props = {
  title: string;
  hasPhoto: boolean;
  onClose(): void;
  onSend(base64: string | null): Promise<Answer<void>>;
};

/** A picture of up to 1 MB; it is cut square and scaled on the server. */
export function PhotoForm({ title, hasPhoto, onClose, onSend }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [pending, setPending] = useState(false);
  const toast = useToast();
  const send = async (base64: string | null) => {
    setPending(true);
    const answer = await onSend(base64);
    setPending(false);
    if (!answer.ok) return setFailure(answer.failure);
    toast({ title: base64 ? 'The photo was changed' : 'The photo was removed' });
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title}>
      <div className="grid gap-4">
        <Field label="Photo" name="photo" hint="JPEG, PNG, WebP or GIF, up to 1 MB. It is cut square and scaled.">
          <FileInput name="photo" buttonLabel="Choose photo" accept="image/*" maxBytes={mostBytes} onPick={setFile} />
        </Field>
        {failure && <ErrorNote failure={failure} />}
        <div className="flex justify-end gap-2">
          {hasPhoto && (
            <Button onClick={() => send(null)} pending={pending}>
              Remove photo
            </Button>
          )}
          <Button
            kind="primary"
            pending={pending}
            disabledReason={!file && 'Choose a photo first.'}
            onClick={async () => file && send(await base64Of(file))}
          >
            Save photo
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
