'use client';

import { SlidersHorizontal } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Popover } from '#app/_ui/overlay/popover.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { TableState } from '#app/_ui/table/url-state.ts';
import type { ChangeTableState } from '#app/_ui/table/use-url-state.ts';

const texts = [
  { id: 'actor', label: 'Who', hint: 'Name or username of who did it' },
  { id: 'target', label: 'To what', hint: 'Name of the person, group, role or realm' },
  { id: 'address', label: 'From address', hint: '198.51.100.7' },
] as const;
const times = [
  { id: 'from', label: 'After' },
  { id: 'to', label: 'Before' },
] as const;
const all = [...texts, ...times];

/** Who, to what, from where and when: a small form behind a button; what is in force stands beside it as chips. */
export function MoreFilters({ state, onChange }: { state: TableState; onChange: ChangeTableState }) {
  const [open, setOpen] = useState(false);
  const value = (id: string) => state.filters[id]?.[0] ?? '';
  const set = (values: Record<string, string>) => {
    const changed = Object.fromEntries(Object.entries(values).map(([id, text]) => [id, text ? [text] : []]));
    onChange({ filters: { ...state.filters, ...changed } });
  };
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (id: string) => String(data.get(id) ?? '').trim();
    set({
      ...Object.fromEntries(texts.map(({ id }) => [id, text(id)])),
      ...Object.fromEntries(times.map(({ id }) => [id, isoOf(text(id))])),
    });
    setOpen(false);
  };
  return (
    <>
      {all
        .filter(({ id }) => value(id))
        .map(({ id, label }) => (
          <Chip key={id} tone="accent" onRemove={() => set({ [id]: '' })} removeLabel={`Remove filter ${label}`}>
            {label}: {times.some((time) => time.id === id) ? shortTime(value(id)) : value(id)}
          </Chip>
        ))}
      <Popover
        label="Who, what and when"
        open={open}
        onOpenChange={setOpen}
        className="w-80 p-3"
        trigger={
          <Button kind="quiet" icon={<SlidersHorizontal aria-hidden />}>
            Who and when
          </Button>
        }
      >
        <form onSubmit={apply} className="grid gap-3">
          {texts.map(({ id, label, hint }) => (
            <Field key={id} label={label}>
              <TextInput name={id} defaultValue={value(id)} placeholder={hint} />
            </Field>
          ))}
          <div className="grid gap-3">
            {times.map(({ id, label }) => (
              <Field key={id} label={label}>
                <TextInput name={id} type="datetime-local" defaultValue={localOf(value(id))} />
              </Field>
            ))}
          </div>
          <div className="flex justify-end">
            <Button type="submit" kind="primary" size="s">
              Filter records
            </Button>
          </div>
        </form>
      </Popover>
    </>
  );
}

/** The input speaks of the person's own clock, the address of UTC. */
function isoOf(local: string): string {
  const at = new Date(local);
  return local && !Number.isNaN(at.getTime()) ? at.toISOString() : '';
}

function localOf(iso: string): string {
  const at = new Date(iso);
  if (!iso || Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function shortTime(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}
