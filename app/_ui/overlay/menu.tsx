'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';

export const floatClass = 'z-50 rounded-md bg-raised p-1 text-sm text-text shadow-float animate-pop outline-none';
const itemClass =
  'flex min-h-8 w-full cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-left outline-none data-[highlighted]:bg-hover data-[disabled]:text-faint [&>svg]:text-faint';

type MenuProps = {
  /** One focusable element, such as a Button. */
  trigger: ReactNode;
  align?: 'start' | 'end';
  /** Prevent its default to keep the focus from going back to the trigger. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
};

/** A menu behind a button. Children: MenuItem, MenuCheck, MenuRadio, MenuLabel, MenuSeparator. */
export function Menu({ trigger, align = 'end', onCloseAutoFocus, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          onCloseAutoFocus={onCloseAutoFocus}
          collisionPadding={8}
          className={cx(
            floatClass,
            'max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 overflow-y-auto',
          )}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type MenuItemProps = {
  children: ReactNode;
  icon?: ReactNode;
  onSelect?: () => void;
  href?: string;
  danger?: boolean;
  /** Shown as a second line; the item can be reached but does nothing. */
  disabledReason?: string | null | false;
  shortcut?: string;
};

export function MenuItem({ children, icon, onSelect, href, danger, disabledReason, shortcut }: MenuItemProps) {
  const content = (
    <>
      {icon}
      <span className="min-w-0 flex-1">
        {children}
        {disabledReason && <span className="block text-faint text-xs">{disabledReason}</span>}
      </span>
      {shortcut && <kbd className="text-faint text-xs">{shortcut}</kbd>}
    </>
  );
  return (
    <DropdownMenu.Item
      asChild={Boolean(href && !disabledReason)}
      aria-disabled={disabledReason ? true : undefined}
      onSelect={(event) => (disabledReason ? event.preventDefault() : onSelect?.())}
      className={cx(itemClass, danger && 'text-failing [&>svg]:text-failing', disabledReason && 'text-faint')}
    >
      {href && !disabledReason ? <Link href={href}>{content}</Link> : content}
    </DropdownMenu.Item>
  );
}

type MenuCheckProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
};

/** Stays open, so that several can be ticked. */
export function MenuCheck({ checked, onChange, disabled, children }: MenuCheckProps) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={itemClass}
    >
      <span
        className={cx(
          'flex size-4 flex-none items-center justify-center rounded-sm border',
          checked ? 'border-accent bg-accent text-on-accent' : 'border-edge',
        )}
      >
        {checked && <Check aria-hidden className="[&.lucide]:size-3" />}
      </span>
      <span className="min-w-0 flex-1">{children}</span>
    </DropdownMenu.CheckboxItem>
  );
}

type MenuRadioProps = {
  value: string;
  onChange: (value: string) => void;
  options: { value: string; label: ReactNode; icon?: ReactNode }[];
};

export function MenuRadio({ value, onChange, options }: MenuRadioProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={itemClass}>
          {option.icon}
          <span className="min-w-0 flex-1">{option.label}</span>
          <DropdownMenu.ItemIndicator>
            <Check aria-hidden />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-faint text-xs">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
