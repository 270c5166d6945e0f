'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { FileInput } from '#app/_ui/form/file-input.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { CredentialChange } from '#lib/services/users/credentials.ts';
import { base64Of } from './base64-of.ts';
import type { SendCredential } from './credential-section.tsx';

type Props = { onSend: SendCredential; onClose(): void };

const mostBytes = 65_536;

export function AddCertificateDialog(props: Props) {
  const [file, setFile] = useState<File | null>(null);
  const change = async (): Promise<CredentialChange | null> =>
    file && { is: 'add certificate', base64: await base64Of(file) };
  return (
    <AddDialog
      {...props}
      title="Add certificate"
      done="The certificate was added"
      change={change}
      missing={!file && 'Choose a file first.'}
    >
      <Field label="X.509 certificate" name="certificate" hint="A PEM or DER file. A private key is never needed.">
        <FileInput
          name="certificate"
          buttonLabel="Choose file"
          accept=".pem,.crt,.cer,.der"
          maxBytes={mostBytes}
          onPick={setFile}
        />
      </Field>
    </AddDialog>
  );
}

export function AddKeyDialog(props: Props) {
  const [line, setLine] = useState('');
  const change = async (): Promise<CredentialChange> => ({ is: 'add key', line });
  return (
    <AddDialog
      {...props}
      title="Add SSH key"
      done="The key was added"
      change={change}
      missing={!line.trim() && 'Paste a key first.'}
    >
      <Field label="Public key" name="key" hint="One line as in the file that ends in .pub.">
        <TextArea
          name="key"
          value={line}
          onChange={(event) => setLine(event.target.value)}
          rows={4}
          className="font-mono text-xs"
          spellCheck={false}
        />
      </Field>
    </AddDialog>
  );
}

type AddProps = Props & {
  title: string;
  done: string;
  missing: string | false;
  change(): Promise<CredentialChange | null>;
  children: ReactNode;
};

function AddDialog({ title, done, missing, change, onSend, onClose, children }: AddProps) {
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [pending, setPending] = useState(false);
  const toast = useToast();
  const send = async () => {
    const wanted = await change();
    if (!wanted) return;
    setPending(true);
    const answer = await onSend(wanted);
    setPending(false);
    if (!answer.ok) return setFailure(answer.failure);
    toast({ title: done });
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title}>
      <div className="grid gap-4">
        {children}
        {failure && <ErrorNote failure={failure} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" onClick={send} pending={pending} disabledReason={missing}>
            {title}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
