'use client';

/**
 * Dialogs and menus lock scrolling with a <style> element, which the Content-Security-Policy allows only with the
 * nonce of this document. The library looks for it in a global; the scripts of the page carry it. Renders nothing.
 */
export function StyleNonce() {
  if (typeof document !== 'undefined') {
    const script = document.querySelector<HTMLScriptElement>('script[nonce]');
    if (script?.nonce) Object.assign(globalThis, { __webpack_nonce__: script.nonce });
  }
  return null;
}
