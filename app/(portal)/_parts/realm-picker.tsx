'use client';

import { ChevronsUpDown } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { cx } from '#app/_ui/cx.ts';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { controlClass } from '#app/_ui/form/control-class.ts';
import { Field } from '#app/_ui/form/field.tsx';
import { useFieldProps } from '#app/_ui/form/form-context.ts';
import { Popover } from '#app/_ui/overlay/popover.tsx';
import type { RealmChoice } from '#lib/services/realms/list-choices.ts';
import { RealmTreeList } from './realm-tree-list.tsx';
import { useRealmChoices } from './use-realm-choices.ts';

type RealmPickerProps = {
  label: string;
  /** Only realms where the person may do this: "users.move". */
  permission: string;
  value: RealmChoice | null;
  onChange: (realm: RealmChoice | null) => void;
  /** A first line for no realm: "At the top". */
  none?: string;
  /** Sends the realm's DN with a form; errors of that name show here. */
  name?: string;
  hint?: string;
  error?: string;
  /** Dn.key of a realm that can't be chosen, such as the one that somebody is in. */
  without?: string;
};

/** One realm, chosen in a searchable tree. */
export function RealmPicker({
  label,
  permission,
  value,
  onChange,
  none,
  name,
  hint,
  error,
  without,
}: RealmPickerProps) {
  const [open, setOpen] = useState(false);
  const { choices, problem } = useRealmChoices(permission, open);
  const shown = value?.path ?? none ?? 'Choose a realm';
  return (
    <Field label={label} name={name} hint={hint} error={error}>
      {name && <input type="hidden" name={name} value={value?.dn ?? ''} />}
      <Popover
        trigger={<PickerButton label={label} shown={shown} />}
        label={label}
        open={open}
        onOpenChange={setOpen}
        className="w-80"
      >
        {choices && (
          <RealmTreeList
            label={label}
            realms={choices.realms.filter(({ key }) => key !== without)}
            everything={none}
            value={value?.key ?? null}
            onChoose={(realm) => {
              onChange(realm);
              setOpen(false);
            }}
          />
        )}
        {!choices && !problem && <SkeletonLines lines={4} />}
        {problem && (
          <p role="status" className="px-2 py-1.5 text-failing">
            {problem}
          </p>
        )}
      </Popover>
    </Field>
  );
}

/** Looks like the Select beside it; the popover gives it its presses and its ref. */
function PickerButton({ label, shown, ...rest }: ComponentProps<'button'> & { label: string; shown: string }) {
  const { id, 'aria-describedby': describedBy } = useFieldProps({});
  return (
    <button
      type="button"
      id={id}
      aria-describedby={describedBy}
      {...rest}
      aria-label={`${label}: ${shown}`}
      className={cx(controlClass, 'flex h-8 items-center gap-2 text-left')}
    >
      <span className="min-w-0 flex-1 truncate">{shown}</span>
      <ChevronsUpDown aria-hidden className="text-faint" />
    </button>
  );
}
