'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '../button.tsx';
import { ErrorNote, type FailureView } from '../feedback/error-note.tsx';
import { TypeToConfirm } from '../form/type-to-confirm.tsx';
import { Dialog, DialogClose } from './dialog.tsx';

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** "Delete Ada Byron". */
  title: string;
  description?: string;
  /** Verb with its object, on the button: "Delete user". */
  confirmLabel: string;
  danger?: boolean;
  /** The name (one thing) or the count (many) that must be typed. */
  typeToConfirm?: string;
  /** Does it. A failure stays in the dialog; nothing closes it. */
  onConfirm: () => Promise<FailureView | null | undefined>;
  /** What goes with it, or the diff. */
  children?: ReactNode;
};

/** Shows what would happen, and does it on one Enter or after the name was typed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, confirmLabel, danger, typeToConfirm, onConfirm, children } = props;
  const [matches, setMatches] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const close = (next: boolean) => {
    if (pending) return;
    setFailure(null);
    setMatches(false);
    onOpenChange(next);
  };
  const confirm = async () => {
    setPending(true);
    try {
      const answer = await onConfirm();
      setFailure(answer ?? null);
      if (!answer) {
        setMatches(false);
        onOpenChange(false);
      }
    } finally {
      setPending(false);
    }
  };
  const blocked = typeToConfirm && !matches ? `Type ${typeToConfirm} first.` : null;
  return (
    <Dialog open={open} onOpenChange={close} title={title} description={description}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!blocked && !pending) void confirm();
        }}
      >
        <div className="grid gap-4">
          {children}
          {typeToConfirm && <TypeToConfirm expected={typeToConfirm} onMatch={setMatches} />}
          {failure && <ErrorNote failure={failure} />}
        </div>
        <div className="mt-5 flex justify-end gap-2">
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button
            type="submit"
            kind={danger ? 'danger' : 'primary'}
            pending={pending}
            disabledReason={blocked}
            autoFocus={!typeToConfirm && !danger}
          >
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
