'use client';

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useContext, useEffect, useId, useRef, useState } from 'react';
import { Button, IconButton } from '../button.tsx';
import { Field } from './field.tsx';
import { FormErrors } from './form-context.ts';
import { TextInput } from './text-input.tsx';

type MultiValueProps = {
  label: string;
  /** Every value is sent under this name; FormData.getAll(name) has them in order. */
  name: string;
  defaultValue?: string[];
  onChange?: (values: string[]) => void;
  hint?: string;
  error?: string;
  /** "Add phone". */
  addLabel?: string;
  inputType?: 'text' | 'email' | 'tel' | 'url';
  mono?: boolean;
  /** At most so many. */
  max?: number;
  /** Order means something: show the buttons that move a value (Alt+Up and Alt+Down work always). */
  ordered?: boolean;
};

type Item = { key: number; value: string };

/**
 * Several values of one attribute. Enter adds one below, Backspace in an empty one removes it, Alt+Up and Alt+Down move it.
 * An error for one value comes as `name.index` in the Form's errors.
 */
export function MultiValue(props: MultiValueProps) {
  const { label, name, defaultValue = [], onChange, hint, error, addLabel = 'Add value', max = 100, ordered } = props;
  const nextKey = useRef(defaultValue.length);
  const [items, setItems] = useState<Item[]>(() => defaultValue.map((value, key) => ({ key, value })));
  const [said, setSaid] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const focusOn = useRef<number | null>(null);
  const errors = useContext(FormErrors);
  const id = useId();

  useEffect(() => {
    if (focusOn.current === null) return;
    const inputs = list.current?.querySelectorAll('input') ?? [];
    inputs[Math.min(focusOn.current, inputs.length - 1)]?.focus();
    focusOn.current = null;
  });

  const change = (next: Item[], focus?: number, say = '') => {
    setItems(next);
    setSaid(say);
    if (focus !== undefined) focusOn.current = focus;
    onChange?.(next.map((item) => item.value));
  };
  const add = (at: number) => {
    if (items.length >= max) return;
    const item = { key: nextKey.current, value: '' };
    nextKey.current += 1;
    change(items.toSpliced(at, 0, item), at);
  };
  const remove = (at: number) => change(items.toSpliced(at, 1), Math.max(0, at - 1), `Value ${at + 1} removed`);
  const move = (at: number, by: 1 | -1) => {
    const to = at + by;
    const item = items[at];
    if (!item || to < 0 || to >= items.length) return;
    change(items.toSpliced(at, 1).toSpliced(to, 0, item), to, `Moved to place ${to + 1} of ${items.length}`);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>, at: number) => {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      move(at, event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && items[at]?.value) add(at + 1);
    else if (event.key === 'Backspace' && items[at]?.value === '') remove(at);
    else return;
    event.preventDefault();
  };

  return (
    <Field label={label} name={name} hint={hint} error={error} group>
      {items.length > 0 && (
        <ul ref={list} className="mb-1.5 grid gap-1.5">
          {items.map((item, at) => (
            <li key={item.key}>
              <div className="flex items-center gap-1">
                <TextInput
                  id={`${id}${item.key}`}
                  name={name}
                  type={props.inputType}
                  mono={props.mono}
                  value={item.value}
                  aria-label={`${label} ${at + 1}`}
                  aria-invalid={errors[`${name}.${at}`] ? true : undefined}
                  onChange={(event) => change(items.with(at, { ...item, value: event.target.value }))}
                  onKeyDown={(event) => onKey(event, at)}
                />
                {ordered && items.length > 1 && (
                  <>
                    <IconButton
                      label={`Move ${label} ${at + 1} up`}
                      tip="Move up (Alt+Up)"
                      icon={<ArrowUp />}
                      onClick={() => move(at, -1)}
                    />
                    <IconButton
                      label={`Move ${label} ${at + 1} down`}
                      tip="Move down (Alt+Down)"
                      icon={<ArrowDown />}
                      onClick={() => move(at, 1)}
                    />
                  </>
                )}
                <IconButton label={`Remove ${label} ${at + 1}`} tip="Remove" icon={<X />} onClick={() => remove(at)} />
              </div>
              {errors[`${name}.${at}`] && <p className="mt-1 text-failing text-xs">{errors[`${name}.${at}`]}</p>}
            </li>
          ))}
        </ul>
      )}
      <Button
        size="s"
        kind="quiet"
        icon={<Plus />}
        className="-ml-2"
        onClick={() => add(items.length)}
        disabledReason={items.length >= max && `At most ${max} values can be kept here.`}
      >
        {addLabel}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </Field>
  );
}
