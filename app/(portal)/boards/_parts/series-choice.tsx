'use client';

import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#app/_ui/button.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { mostParts, type SeriesPart } from '#lib/domain/board.ts';
import type { ChartOffer } from '#lib/services/metrics/read-series.ts';
import { seriesTitle } from '#lib/services/metrics/series-words.ts';
import { useCharts } from '../../_parts/metrics/metric-board.tsx';
import type { PanelFieldsProps } from './panel-fields.tsx';

const every = '';

/** Of what, then which series: typing narrows them down. Several share one axis, so the first one's unit decides. */
export function SeriesChoice({ draft: { parts }, put, targets, nameOf, problem }: PanelFieldsProps) {
  const [target, setTarget] = useState(parts.findLast((part) => part.target)?.target ?? targets[0]?.target ?? 'portal');
  const [text, setText] = useState('');
  const { value, failure } = useCharts(target);
  const offers = value?.charts ?? [];
  const wanted = text.trim().toLowerCase();
  const shown = offers.filter(({ name, title }) => `${title} ${name}`.toLowerCase().includes(wanted));
  const unit = offers.find((offer) => parts.some((part) => isOf(part, target, offer.name)))?.unit;
  const toggle = (name: string) =>
    put({
      parts: parts.some((part) => isOf(part, target, name))
        ? parts.filter((part) => !isOf(part, target, name))
        : [...parts, { target, name, labels: {} }],
    });
  return (
    <>
      <Field label="Of what" name="target">
        <Select
          options={targets.map((one) => ({ value: one.target, label: one.name }))}
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        />
      </Field>
      <Field label="Series" name="series" group required error={problem?.field === 'series' ? problem.why : undefined}>
        <TextInput
          name="narrow"
          aria-label="Search series"
          icon={<Search />}
          placeholder="Search series"
          value={text}
          onChange={(event) => setText(event.target.value)}
          // Enter takes the first that is left, and doesn't send the form.
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            const [first] = shown;
            if (first && wanted && whyNot(first, parts, target, unit) === null) toggle(first.name);
          }}
        />
        {failure && <ErrorNote failure={failure} />}
        {!value && !failure && <SkeletonLines lines={4} />}
        <div className="mt-2 grid max-h-52 gap-1.5 overflow-y-auto rounded-md border border-line p-2">
          {shown.map((offer) => {
            const why = whyNot(offer, parts, target, unit);
            return (
              <Checkbox
                key={offer.name}
                label={`${offer.title} (${offer.unit || 'no unit'})`}
                hint={why ?? undefined}
                disabled={why !== null}
                checked={parts.some((part) => isOf(part, target, offer.name))}
                onChange={() => toggle(offer.name)}
              />
            );
          })}
          {value && shown.length === 0 && (
            <p className="text-faint text-sm">{offers.length === 0 ? 'It has no samples yet.' : 'No series fits.'}</p>
          )}
        </div>
      </Field>
      {parts.length > 0 && (
        <ul aria-label="Chosen series" className="grid gap-2">
          {parts.map((part, place) => (
            <ChosenPart
              key={`${part.target} ${part.name}`}
              part={part}
              called={nameOf(part.target)}
              offer={part.target === target ? offers.find(({ name }) => name === part.name) : undefined}
              onChange={(next) => put({ parts: parts.with(place, next) })}
              onRemove={() => put({ parts: parts.toSpliced(place, 1) })}
            />
          ))}
        </ul>
      )}
    </>
  );
}

type ChosenPartProps = {
  part: SeriesPart;
  called: string;
  /** While its target is the one that is looked at: what its labels can be. */
  offer: ChartOffer | undefined;
  onChange: (part: SeriesPart) => void;
  onRemove: () => void;
};

function ChosenPart({ part, called, offer, onChange, onRemove }: ChosenPartProps) {
  const title = seriesTitle(part.name);
  const choose = (label: string, value: string) => {
    const { [label]: _, ...others } = part.labels;
    onChange({ ...part, labels: value === every ? others : { ...others, [label]: value } });
  };
  const told = Object.entries(part.labels).map(([label, value]) => `${label} ${value}`);
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-2 rounded-md border border-line bg-sunken py-1 pr-1 pl-2 text-sm">
      <span className="min-w-40 flex-1">
        {title} <span className="text-faint">of {[called, ...(offer ? [] : told)].join(', ')}</span>
      </span>
      {Object.entries(offer?.labels ?? {}).map(([label, values]) => (
        <Select
          key={label}
          small
          aria-label={`${label} of ${title}`}
          className="w-44"
          options={[
            { value: every, label: `Every ${label}` },
            ...values.map((value) => ({ value, label: value || 'none' })),
          ]}
          value={part.labels[label] ?? every}
          onChange={({ target }) => choose(label, target.value)}
        />
      ))}
      <IconButton size="s" label={`Remove ${title} of ${called}`} tip="Remove" icon={<X />} onClick={onRemove} />
    </li>
  );
}

function isOf(part: SeriesPart, target: string, name: string): boolean {
  return part.target === target && part.name === name;
}

function whyNot(
  offer: ChartOffer,
  parts: readonly SeriesPart[],
  target: string,
  unit: string | undefined,
): string | null {
  if (parts.some((part) => isOf(part, target, offer.name))) return null;
  if (parts.length >= mostParts) return `A panel shows at most ${mostParts}.`;
  return unit !== undefined && unit !== offer.unit ? 'It has another unit than what is chosen.' : null;
}
