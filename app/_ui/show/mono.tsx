'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cx } from '../cx.ts';
import { useRowTabIndex } from '../table/row-focus.ts';

type MonoProps = {
  /** A DN, JID, OID or other identifier, shown as it is. */
  value: string;
  copy?: boolean;
  /** What the button copies: "Copy JID". */
  noun?: string;
  /** One line with an ellipsis, or wrapped. */
  wrap?: boolean;
  faint?: boolean;
};

const shownMs = 1500;

export function Mono({ value, copy = false, noun = 'value', wrap = false, faint = false }: MonoProps) {
  return (
    <span className="group/mono inline-flex min-w-0 max-w-full items-center gap-1 align-top">
      <span
        className={cx(
          'font-mono text-[0.923em]',
          wrap ? '[overflow-wrap:anywhere]' : 'truncate',
          faint && 'text-faint',
        )}
      >
        {value}
      </span>
      {copy && <CopyButton value={value} noun={noun} />}
    </span>
  );
}

/** Copies, and says so to the eye and to readers. */
export function CopyButton({ value, noun = 'value' }: { value: string; noun?: string }) {
  const tabIndex = useRowTabIndex();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copyValue = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      onClick={copyValue}
      aria-label={`Copy ${noun}`}
      data-tip={copied ? 'Copied' : `Copy ${noun}`}
      className="-my-0.5 inline-flex size-6 flex-none items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-text"
    >
      {copied ? (
        <Check aria-hidden className="text-ok [&.lucide]:size-3.5" />
      ) : (
        <Copy aria-hidden className="[&.lucide]:size-3.5" />
      )}
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  );
}
