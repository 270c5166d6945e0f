'use client';

import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';
import { DialogFoot, DialogHead, type DialogProps, DialogX, overlayClass } from './dialog.tsx';
import { useDialogFocus } from './use-dialog-focus.ts';

type SheetProps = Omit<DialogProps, 'size'> & { width?: 'm' | 'l'; side?: 'right' | 'left'; bare?: ReactNode };

/** A side sheet: more room than a dialog, the page stays in view. `bare` replaces head, body and foot. */
export function Sheet({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  children,
  width = 'm',
  side = 'right',
  bare,
}: SheetProps) {
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
            'fixed inset-y-0 z-50 flex max-w-[100vw] flex-col bg-raised shadow-float outline-none',
            side === 'right' ? 'right-0 animate-from-right' : 'left-0 animate-from-left',
            bare ? 'w-70' : width === 'm' ? 'w-full sm:w-120' : 'w-full sm:w-180',
          )}
        >
          {bare ? (
            <>
              <Radix.Title className="sr-only">{title}</Radix.Title>
              {bare}
            </>
          ) : (
            <>
              <DialogHead title={title} description={description} />
              <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>
              {footer && <DialogFoot>{footer}</DialogFoot>}
              <DialogX />
            </>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
