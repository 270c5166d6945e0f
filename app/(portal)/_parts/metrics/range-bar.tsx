'use client';

import { CalendarRange, Undo2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { exactText } from '#app/_ui/chart/time-text.ts';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Popover } from '#app/_ui/overlay/popover.tsx';
import { presets } from './metric-range.ts';
import type { MetricRangeControl } from './use-metric-range.ts';

const options = presets.map(({ value, label }) => ({ value, label }));

/** Which stretch of time the charts show. */
export function RangeBar({ range }: { range: MetricRangeControl }) {
  const { preset, window, choose, show } = range;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="Range"
        className="w-44"
        options={options}
        value={preset.value}
        onChange={({ target }) => choose(presets.find(({ value }) => value === target.value) ?? preset)}
      />
      <CustomRange range={range} />
      {window && (
        <>
          <span data-figures className="text-sm text-soft">
            {exactText(window.from)} to {exactText(window.to)}
          </span>
          <Button size="s" kind="quiet" icon={<Undo2 aria-hidden />} onClick={() => show(null)}>
            Back to {preset.label.toLowerCase()}
          </Button>
        </>
      )}
    </div>
  );
}

function CustomRange({ range: { window, preset, show } }: { range: MetricRangeControl }) {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState('');
  const now = Date.now() / 1000;
  const shown = window ?? { from: now - preset.seconds, to: now };
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = ['from', 'to'].map((name) => Date.parse(String(form.get(name))) / 1000) as [number, number];
    if (!(to - from >= 60)) return setError('A range ends at least a minute after it begins.');
    if (to - from > 3 * 366 * 86_400) return setError('A range is three years at most.');
    setError('');
    setOpen(false);
    show({ from, to });
  };
  return (
    <Popover
      label="Custom range"
      open={open}
      onOpenChange={setOpen}
      trigger={<Button icon={<CalendarRange aria-hidden />}>Custom range</Button>}
    >
      <form onSubmit={apply} className="grid w-64 gap-3 p-2">
        <Field label="From" name="from">
          <TextInput type="datetime-local" name="from" defaultValue={localText(shown.from)} required />
        </Field>
        <Field label="To" name="to" error={error || undefined}>
          <TextInput type="datetime-local" name="to" defaultValue={localText(shown.to)} required />
        </Field>
        <Button type="submit" kind="primary">
          Show range
        </Button>
      </form>
    </Popover>
  );
}

/** As a field for local time wants it. */
function localText(seconds: number): string {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
