'use client';

import { Search, X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { IconButton } from '#app/_ui/button.tsx';
import { cx } from '#app/_ui/cx.ts';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { EntryIcon } from './entry-icon.tsx';
import { EntryOptions, type OptionState } from './entry-options.tsx';
import type { SearchHit } from './find-entries.ts';
import { useEntrySearch } from './use-entry-search.ts';

/** What is chosen: a hit of the search, or an entry that the page knows already. */
export type PickedEntry = Pick<SearchHit, 'id' | 'kind' | 'name' | 'detail' | 'dn'>;

type EntryPickerProps = {
  /** "Members", "Person": the name of the input for everybody. */
  label: string;
  kinds: readonly SearchHit['kind'][];
  value: readonly PickedEntry[];
  onChange: (value: PickedEntry[]) => void;
  /** One (a new choice takes the place of the old one), or several. */
  multiple?: boolean;
  /** Sends the chosen ones with a form under this name; errors of that name show here. */
  name?: string;
  /** What is sent: entryUUID or DN. */
  send?: 'id' | 'dn';
  hint?: string;
  error?: string;
  required?: boolean;
  placeholder?: string;
  /** Why an entry can't be chosen ("Is a member already."), or null. */
  unavailable?: (entry: PickedEntry) => string | null;
  /** Of each kind. */
  limit?: number;
  autoFocus?: boolean;
};

/**
 * Finds people, groups, roles or realms by typing two letters or more. Down and Up move, Enter chooses, Escape closes
 * the list; Backspace in the empty input takes the last choice away.
 */
export function EntryPicker(props: EntryPickerProps) {
  const { label, kinds, value, onChange, multiple = false, name, send = 'id', limit = 8 } = props;
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [said, setSaid] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { hits, busy, problem } = useEntrySearch(text, kinds, limit);
  const options = hits.map((hit): OptionState => ({ hit, why: whyNot(hit, value, props.unavailable) }));
  const current = Math.min(at, options.length - 1);
  const shown = open && text.trim().length >= 2;

  const choose = ({ hit, why }: OptionState) => {
    if (why) return setSaid(why);
    onChange(multiple ? [...value, hit] : [hit]);
    setSaid(`${hit.name} chosen`);
    setText('');
    setOpen(false);
    input.current?.focus();
  };
  const remove = (entry: PickedEntry) => {
    onChange(value.filter(({ id }) => id !== entry.id));
    setSaid(`${entry.name} removed`);
    input.current?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const option = options[current];
    const last = value.at(-1);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true);
      if (shown && options.length > 0)
        setAt((current + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length);
    } else if (event.key === 'Enter' && shown) {
      if (option && !busy) choose(option);
    } else if (event.key === 'Backspace' && text === '' && last) remove(last);
    else return;
    event.preventDefault();
  };

  return (
    <Field label={label} name={name} hint={props.hint} error={props.error} required={props.required}>
      <Chosen value={value} onRemove={remove} />
      {name && value.map((entry) => <input key={entry.id} type="hidden" name={name} value={entry[send]} />)}
      <Popover.Root open={shown} onOpenChange={setOpen}>
        <Popover.Anchor asChild>
          <div>
            <TextInput
              ref={input}
              role="combobox"
              name=""
              aria-expanded={shown}
              aria-controls={shown ? listId : undefined}
              aria-autocomplete="list"
              aria-activedescendant={shown && current >= 0 ? `${listId}${current}` : undefined}
              icon={<Search />}
              value={text}
              placeholder={props.placeholder ?? placeholderFor(kinds, multiple, value.length)}
              autoFocus={props.autoFocus}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
                setOpen(true);
              }}
              onBlur={() => setOpen(false)}
              onKeyDown={onKey}
            />
          </div>
        </Popover.Anchor>
        <Popover.Portal>
          <Popover.Content
            role="presentation"
            align="start"
            sideOffset={4}
            collisionPadding={8}
            onOpenAutoFocus={(event) => event.preventDefault()}
            onCloseAutoFocus={(event) => event.preventDefault()}
            // A press must not take the focus from the input, which would close the list before the click.
            onMouseDown={(event) => event.preventDefault()}
            className="z-50 max-h-80 w-(--radix-popover-trigger-width) min-w-64 animate-pop overflow-y-auto rounded-md bg-raised p-1 text-sm shadow-float outline-none"
          >
            <EntryOptions
              id={listId}
              label={label}
              options={options}
              current={current}
              busy={busy}
              problem={problem}
              text={text.trim()}
              onPoint={setAt}
              onChoose={choose}
            />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <span role="status" className="sr-only">
        {said}
      </span>
    </Field>
  );
}

function Chosen({ value, onRemove }: { value: readonly PickedEntry[]; onRemove: (entry: PickedEntry) => void }) {
  if (value.length === 0) return null;
  return (
    <ul className="mb-1.5 grid gap-1">
      {value.map((entry) => (
        <li
          key={entry.id}
          className={cx(
            'flex min-h-8 items-center gap-2 rounded-md border border-line bg-sunken py-0.5 pr-0.5 pl-2 text-sm',
          )}
        >
          <EntryIcon kind={entry.kind} name={entry.name} />
          <span className="min-w-0 flex-1 truncate">
            {entry.name} <span className="text-faint">{entry.detail}</span>
          </span>
          <IconButton
            size="s"
            label={`Remove ${entry.name}`}
            tip="Remove"
            icon={<X />}
            onClick={() => onRemove(entry)}
          />
        </li>
      ))}
    </ul>
  );
}

function whyNot(
  hit: SearchHit,
  value: readonly PickedEntry[],
  unavailable?: (entry: PickedEntry) => string | null,
): string | null {
  return value.some(({ id }) => id === hit.id) ? 'Chosen already.' : (unavailable?.(hit) ?? null);
}

const nouns = { person: 'people', group: 'groups', role: 'roles', realm: 'realms' } as const;

function placeholderFor(kinds: readonly SearchHit['kind'][], multiple: boolean, chosen: number): string {
  const what = kinds
    .map((kind) => nouns[kind])
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
  return multiple && chosen > 0 ? 'Add another' : `Search ${what}`;
}
