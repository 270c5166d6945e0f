'use client';

import { CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { Button, IconButton } from '../button.tsx';

export type ToastInput = {
  /** What was done: "Ada Byron's phone was changed". */
  title: string;
  description?: string;
  tone?: 'done' | 'note' | 'problem';
  /** Shows "Undo". While it runs the button waits; the toast closes when it has run. */
  undo?: () => void | Promise<void>;
  /** Another action than Undo. */
  action?: { label: string; run: () => void | Promise<void> };
};

type ToastItem = ToastInput & { id: number };

const ToastContext = createContext<((toast: ToastInput) => void) | null>(null);
const shownAtOnce = 3;
const durationMs = 6_000;
const durationWithActionMs = 15_000;

/** `const toast = useToast(); toast({ title: 'Phone changed', undo: () => … })`. Needs ToastProvider, which is in the root layout. */
export function useToast(): (toast: ToastInput) => void {
  const toast = useContext(ToastContext);
  if (!toast) throw new Error('useToast needs a ToastProvider above it');
  return toast;
}

let lastId = 0;

/** Toasts stand at the lower right, newest last; F8 moves the focus to them. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<ToastItem[]>([]);
  const add = useCallback((toast: ToastInput) => {
    lastId += 1;
    const id = lastId;
    setItems((now) => [...now, { ...toast, id }].slice(-shownAtOnce));
  }, []);
  const remove = useCallback((id: number) => setItems((now) => now.filter((item) => item.id !== id)), []);
  return (
    <ToastContext value={add}>
      <Radix.Provider swipeDirection="right" label="Notices">
        {children}
        {items.map((item) => (
          <Toast key={item.id} item={item} onClose={() => remove(item.id)} />
        ))}
        <Radix.Viewport
          label="Notices ({hotkey})"
          className="fixed right-0 bottom-0 z-60 md:bottom-9 flex w-90 max-w-full flex-col gap-2 p-4 outline-none"
        />
      </Radix.Provider>
    </ToastContext>
  );
}

const icons = {
  done: <CircleCheck aria-hidden className="mt-0.5 text-ok" />,
  note: <Info aria-hidden className="mt-0.5 text-faint" />,
  problem: <TriangleAlert aria-hidden className="mt-0.5 text-failing" />,
};

function Toast({ item, onClose }: { item: ToastItem; onClose: () => void }) {
  const [pending, setPending] = useState(false);
  const action = item.action ?? (item.undo && { label: 'Undo', run: item.undo });
  const run = async () => {
    setPending(true);
    try {
      await action?.run();
    } finally {
      onClose();
    }
  };
  return (
    <Radix.Root
      type={item.tone === 'problem' ? 'foreground' : 'background'}
      duration={pending ? Number.POSITIVE_INFINITY : action ? durationWithActionMs : durationMs}
      onOpenChange={(open) => !open && onClose()}
      className="flex animate-rise items-start gap-2.5 rounded-md bg-raised py-2.5 pr-2 pl-3 text-sm shadow-float"
    >
      {icons[item.tone ?? 'done']}
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-medium">{item.title}</Radix.Title>
        {item.description && <Radix.Description className="text-soft">{item.description}</Radix.Description>}
      </div>
      {action && (
        <Radix.Action asChild altText={action.label} onClick={(event) => event.preventDefault()}>
          <Button size="s" pending={pending} onClick={run} className="-my-1">
            {action.label}
          </Button>
        </Radix.Action>
      )}
      <Radix.Close asChild>
        <IconButton label="Dismiss" icon={<X />} size="s" className="-my-1" />
      </Radix.Close>
    </Radix.Root>
  );
}
