'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from '#app/_ui/button.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Field } from '#app/_ui/form/field.tsx';
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
export function RealmPicker({ label, permission, value, onChange, none, name, hint, error, without }: RealmPickerProps) {
  const [open, setOpen] = useState(false);
  const { choices, problem } = useRealmChoices(permission, open);
  const shown = value?.path ?? none ?? 'Choose a realm';
  const trigger = (
    <button type="button" aria-label={`${label}: ${shown}`} className={`${buttonClass('plain')} w-full min-w-0 justify-between`}>
      <span className="truncate">{shown}</span>
      <ChevronsUpDown aria-hidden className="text-faint" />
    </button>
  );
  return (
    <Field label={label} name={name} hint={hint} error={error}>
      {name && <input type="hidden" name={name} value={value?.dn ?? ''} />}
      <Popover trigger={trigger} label={label} open={open} onOpenChange={setOpen} className="w-80">
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
        {problem && <p role="status" className="px-2 py-1.5 text-failing">{problem}</p>}
      </Popover>
    </Field>
  );
}
