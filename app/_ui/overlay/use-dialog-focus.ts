'use client';

import { useRef } from 'react';

const fields = 'input:not([type="hidden"], [type="file"], [tabindex="-1"]), select, textarea';

/**
 * Focus of a dialog or sheet: in at the first field, back to what opened it, also when that was a menu item (then to the
 * menu's button) or is gone (then to the page).
 */
export function useDialogFocus(open: boolean | undefined) {
  const opener = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  if (typeof document !== 'undefined' && open && !wasOpen.current) opener.current = openerOf(document.activeElement);
  wasOpen.current = Boolean(open);
  return {
    onOpenAutoFocus: (event: Event) => {
      const field = (event.currentTarget as HTMLElement | null)?.querySelector<HTMLElement>(fields);
      if (!field) return;
      event.preventDefault();
      field.focus();
    },
    onCloseAutoFocus: (event: Event) => {
      // With a trigger of its own the dialog knows the way.
      if (open === undefined) return;
      event.preventDefault();
      const back = opener.current?.isConnected ? opener.current : document.getElementById('main');
      back?.focus();
    },
  };
}

function openerOf(element: Element | null): HTMLElement | null {
  const trigger = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const found = trigger ? document.getElementById(trigger) : element;
  return found instanceof HTMLElement && found !== document.body ? found : null;
}
