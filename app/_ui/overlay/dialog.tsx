'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from '../button.tsx';
import { cx } from '../cx.ts';
import { useDialogFocus } from './use-dialog-focus.ts';

export type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** One focusable element that opens it; focus returns there. */
  trigger?: ReactNode;
  title: ReactNode;
  /** One sentence under the title. */
  description?: ReactNode;
  /** s 400, m 520, l 760 px. */
  size?: 's' | 'm' | 'l';
  /** Buttons; the primary one last. */
  footer?: ReactNode;
  children?: ReactNode;
};

const widths = { s: 'sm:w-100', m: 'sm:w-130', l: 'sm:w-190' };
export const overlayClass = 'fixed inset-0 z-40 animate-fade bg-overlay';

/** Asks one thing. On a phone it comes from the bottom edge. */
export function Dialog({ open, onOpenChange, trigger, title, description, size = 'm', footer, children }: DialogProps) {
  const focus = useDialogFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          {...focus}
          {...(!description && { 'aria-describedby': undefined })}
          className={cx(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] w-full animate-rise flex-col rounded-t-md bg-raised shadow-float outline-none',
            'sm:inset-x-auto sm:top-[12vh] sm:bottom-auto sm:left-1/2 sm:max-h-[76vh] sm:-translate-x-1/2 sm:animate-fade sm:rounded-md',
            widths[size],
          )}
        >
          <DialogHead title={title} description={description} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
          {footer && <DialogFoot>{footer}</DialogFoot>}
          <DialogX />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function DialogHead({ title, description }: { title: ReactNode; description?: ReactNode }) {
  return (
    <div className="py-4 pr-14 pb-3 pl-5">
      <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
      {description && <Radix.Description className="mt-0.5 text-sm text-soft">{description}</Radix.Description>}
    </div>
  );
}

/** Last in the tab order, first to the eye: opening leads into the content, not to the way out. */
export function DialogX() {
  return (
    <Radix.Close asChild>
      <IconButton label="Close" icon={<X />} size="s" className="absolute! top-3.5 right-3.5" />
    </Radix.Close>
  );
}

export function DialogFoot({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3">{children}</div>;
}

/** Wraps a button that closes the dialog or sheet around it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
