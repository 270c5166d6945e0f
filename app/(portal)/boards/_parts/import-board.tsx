'use client';

import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { FileInput } from '#app/_ui/form/file-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { importBoard } from '../actions.ts';

/** A board from a file; it becomes the board of whoever imports it. */
export function ImportBoard({ disabledReason }: { disabledReason: string | false }) {
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const router = useRouter();
  const toast = useToast();
  const carryOut = async () => {
    if (!file) return { what: 'The board was not imported.', why: 'No file is chosen.', todo: 'Choose one.' };
    const answer = await importBoard({ file: await file.text() });
    if (!answer.ok) return answer.failure;
    toast({ title: `The board ${answer.value.name} was imported` });
    router.push(`/boards/${answer.value.id}`);
    return null;
  };
  return (
    <>
      <Button icon={<Upload aria-hidden />} disabledReason={disabledReason} onClick={() => setOpen(true)}>
        Import board
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Import board"
        description="From a file that a board was exported to. The board is yours, and only you see it."
        confirmLabel="Import board"
        onConfirm={carryOut}
      >
        <Field label="File" name="file" required>
          <FileInput accept="application/json,.json" maxBytes={300_000} onPick={setFile} />
        </Field>
      </ConfirmDialog>
    </>
  );
}
