'use client';

import { useEffect, useRef, useState } from 'react';

type Tip = { text: string; left: number; top: number; below: boolean };

const showAfterMs = 350;
const gap = 6;

/**
 * The tooltips of the whole page: one layer that watches for `data-tip="text"` on anything, so that a table of two
 * hundred rows doesn't carry two hundred of them. Shown on hover after a moment and on keyboard focus at once; Escape
 * hides it (WCAG 1.4.13). It describes the element to screen readers while it shows.
 */
export function TipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => watchTips(setTip), []);

  useEffect(() => {
    // Keeps the box inside the window: its width is known only now.
    const element = box.current;
    if (!tip || !element) return;
    const half = element.offsetWidth / 2;
    const left = Math.min(Math.max(tip.left, half + gap), window.innerWidth - half - gap);
    element.style.left = `${left}px`;
  }, [tip]);

  return (
    <div
      ref={box}
      id="tip"
      role="tooltip"
      hidden={!tip}
      className="pointer-events-none fixed z-100 w-max max-w-72 animate-fade rounded-md bg-raised px-2 py-1 text-text text-xs shadow-float [overflow-wrap:anywhere]"
      style={tip ? { left: tip.left, top: tip.top, translate: `-50% ${tip.below ? '0' : '-100%'}` } : undefined}
    >
      {tip?.text}
    </div>
  );
}

function watchTips(setTip: (tip: Tip | null) => void): () => void {
  let target: HTMLElement | null = null;
  let timer = 0;
  let showing = false;

  const hide = () => {
    window.clearTimeout(timer);
    if (target?.getAttribute('aria-describedby') === 'tip') target.removeAttribute('aria-describedby');
    target = null;
    showing = false;
    setTip(null);
  };
  const show = (element: HTMLElement, delayMs: number) => {
    if (element === target) return;
    hide();
    target = element;
    timer = window.setTimeout(() => {
      if (!element.isConnected || !element.dataset.tip) return;
      if (!element.hasAttribute('aria-describedby')) element.setAttribute('aria-describedby', 'tip');
      showing = true;
      setTip(place(element, element.dataset.tip));
    }, delayMs);
  };
  const find = (event: Event) => (event.target as Element | null)?.closest?.<HTMLElement>('[data-tip]') ?? null;

  const onOver = (event: PointerEvent) => {
    const element = find(event);
    if (element && event.pointerType !== 'touch') show(element, showAfterMs);
    else if (target && !target.matches(':focus-visible')) hide();
  };
  const onFocus = (event: FocusEvent) => {
    const element = find(event);
    if (element?.matches(':focus-visible')) show(element, 0);
    else hide();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide();
  };
  const undo = new AbortController();
  const options = { signal: undo.signal, capture: true, passive: true };
  document.addEventListener('pointerover', onOver, options);
  document.addEventListener('focusin', onFocus, options);
  document.addEventListener('focusout', hide, options);
  document.addEventListener('pointerdown', hide, options);
  document.addEventListener('keydown', onKey, options);
  document.addEventListener('scroll', () => showing && hide(), options);
  return () => {
    undo.abort();
    hide();
  };
}

function place(element: HTMLElement, text: string): Tip {
  const rect = element.getBoundingClientRect();
  const below = rect.top < 56;
  return { text, left: rect.left + rect.width / 2, top: below ? rect.bottom + gap : rect.top - gap, below };
}
