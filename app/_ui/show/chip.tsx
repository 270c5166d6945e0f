import { X } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';

type ChipProps = {
  children: ReactNode;
  icon?: ReactNode;
  tone?: 'quiet' | 'accent';
  href?: string;
  onRemove?: () => void;
  removeLabel?: string;
};

/** A quiet label: a realm, a tag, a value. With `onRemove` it carries its own remove button. */
export function Chip({ children, icon, tone = 'quiet', href, onRemove, removeLabel }: ChipProps) {
  const look = cx(
    'inline-flex min-w-0 max-w-full items-center gap-1 rounded-sm px-1.5 align-middle text-xs [&>.lucide]:size-3',
    onRemove ? 'h-6' : 'h-5',
    tone === 'accent' ? 'bg-accent-soft text-accent-text' : 'bg-unknown-soft text-soft',
  );
  const content = (
    <>
      {icon}
      <span className="truncate">{children}</span>
    </>
  );
  if (href) {
    return (
      <Link href={href} className={cx(look, 'hover:text-text hover:underline')}>
        {content}
      </Link>
    );
  }
  return (
    <span className={look}>
      {content}
      {onRemove && (
        <button
          type="button"
          onClick={onRemove}
          aria-label={removeLabel ?? 'Remove'}
          className="-mr-1.5 flex size-6 items-center justify-center rounded-sm hover:bg-pressed hover:text-text"
        >
          <X aria-hidden className="[&.lucide]:size-3" />
        </button>
      )}
    </span>
  );
}

/** How many, beside a title or in a menu. */
export function Count({ value }: { value: number }) {
  return (
    <span data-figures className="text-faint">
      {value.toLocaleString('en')}
    </span>
  );
}
