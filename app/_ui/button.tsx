'use client';

import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import { type ComponentProps, type MouseEvent, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';

export type ButtonKind = 'primary' | 'plain' | 'danger' | 'quiet';

export type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & {
  kind?: ButtonKind;
  /** m = 32 px, s = 28 px. */
  size?: 'm' | 's';
  icon?: ReactNode;
  /** Turns it into a link that looks like a button. */
  href?: string;
  /** Why it can't be used now. It stays focusable, says why on hover, focus and to screen readers, and does nothing. */
  disabledReason?: string | null | false;
  /** Shows a spinner and ignores presses; the width stays. */
  pending?: boolean;
};

const kinds: Record<ButtonKind, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover',
  plain: 'bg-surface text-text border-edge/45 hover:bg-hover hover:border-edge/70',
  danger: 'border-transparent bg-danger text-on-danger hover:bg-danger-hover',
  quiet: 'border-transparent text-soft hover:bg-hover hover:text-text',
};

export function buttonClass(kind: ButtonKind = 'plain', size: 'm' | 's' = 'm', square = false): string {
  return cx(
    'relative inline-flex flex-none select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium text-sm transition-colors duration-100',
    size === 'm' ? 'h-8' : 'h-7',
    square ? (size === 'm' ? 'w-8' : 'w-7') : size === 'm' ? 'px-3' : 'px-2',
    kinds[kind],
  );
}

/** A verb with its object: "Reset password". */
export function Button({ kind, size, icon, href, disabledReason, pending, children, ...rest }: ButtonProps) {
  return (
    <Pressable {...rest} href={href} disabledReason={disabledReason} pending={pending} look={buttonClass(kind, size)}>
      {icon}
      {children}
    </Pressable>
  );
}

export type IconButtonProps = Omit<ButtonProps, 'children' | 'icon'> & { label: string; icon: ReactNode; tip?: string };

/** Only where space is short: the label is its name for readers and its tooltip. */
export function IconButton({ label, icon, kind = 'quiet', size, tip, disabledReason, ...rest }: IconButtonProps) {
  return (
    <Pressable
      {...rest}
      aria-label={label}
      data-tip={disabledReason || (tip ?? label)}
      disabledReason={disabledReason}
      look={buttonClass(kind, size, true)}
    >
      {icon}
    </Pressable>
  );
}

type PressableProps = Omit<ButtonProps, 'kind' | 'size' | 'icon'> & { look: string };

function Pressable({ look, href, disabledReason, pending, className, onClick, children, ...rest }: PressableProps) {
  const reasonId = useId();
  const blocked = Boolean(disabledReason) || Boolean(pending);
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (blocked) event.preventDefault();
    else onClick?.(event);
  };
  if (href && !blocked) {
    const { type: _type, form: _form, ...linkProps } = rest as ComponentProps<'a'> & { form?: string };
    return (
      <Link {...linkProps} href={href} className={cx(look, className)}>
        {children}
      </Link>
    );
  }
  return (
    <>
      <button
        type="button"
        {...(disabledReason && { 'data-tip': disabledReason, 'aria-describedby': reasonId })}
        {...rest}
        aria-disabled={blocked || undefined}
        aria-busy={pending || undefined}
        onClick={press}
        className={cx(look, disabledReason && 'opacity-50', className)}
      >
        {pending && (
          <span aria-hidden className="absolute flex animate-late">
            <LoaderCircle className="animate-spin" />
          </span>
        )}
        {pending ? <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span> : children}
      </button>
      {disabledReason && (
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      )}
    </>
  );
}
