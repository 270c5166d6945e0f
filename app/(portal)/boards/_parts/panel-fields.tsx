'use client';

import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { ChartLook, NumberMake, StateKind } from '#lib/domain/board.ts';
import type { MetricTarget } from '#lib/services/metrics/targets.ts';
import type { PanelDraft } from './panel-draft.ts';
import type { NameOf } from './panel-words.ts';
import { SeriesChoice } from './series-choice.tsx';

export type PanelFieldsProps = {
  draft: PanelDraft;
  put: (parts: Partial<PanelDraft>) => void;
  targets: MetricTarget[];
  nameOf: NameOf;
  problem: { field: string; why: string } | null;
};

const looks = [
  { value: 'usual', label: 'Lines, as on the Metrics pages' },
  { value: 'stacked', label: 'Lines on top of each other' },
  { value: 'each', label: 'A line for every series' },
  { value: 'total', label: 'One line: the sum' },
];
const makes = [
  { value: 'sum', label: 'The sum' },
  { value: 'highest', label: 'The highest' },
  { value: 'lowest', label: 'The lowest' },
];
const stateNames: [StateKind, string][] = [
  ['server', 'Servers'],
  ['device', 'Devices'],
  ['cluster', 'Clusters'],
  ['own', 'Directory, database and collector'],
];
const severities = [
  { value: '', label: 'All events' },
  { value: 'failing', label: 'Failing' },
  { value: 'warn', label: 'Warnings' },
  { value: 'info', label: 'Info' },
];

/** What a panel needs to know, by its kind. */
export function PanelFields(props: PanelFieldsProps) {
  const { draft, put, targets } = props;
  switch (draft.is) {
    case 'chart':
      return (
        <>
          <SeriesChoice {...props} />
          <Field label="How it is drawn" name="look">
            <Select
              options={looks}
              value={draft.look}
              onChange={({ target }) => put({ look: target.value as ChartLook })}
            />
          </Field>
        </>
      );
    case 'number':
      return (
        <>
          <SeriesChoice {...props} />
          <Field label="Of several series" name="make">
            <Select
              options={makes}
              value={draft.make}
              onChange={({ target }) => put({ make: target.value as NumberMake })}
            />
          </Field>
          <LimitFields {...props} />
        </>
      );
    case 'states':
      return <StateFields {...props} />;
    case 'events':
      return (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="Of what" name="target">
            <Select
              options={[
                { value: '', label: 'Everything' },
                ...targets.map(({ target, name }) => ({ value: target, label: name })),
              ]}
              value={draft.target}
              onChange={({ target }) => put({ target: target.value })}
            />
          </Field>
          <Field label="Severity" name="severity">
            <Select
              options={severities}
              value={draft.severity}
              onChange={({ target }) => put({ severity: target.value })}
            />
          </Field>
          <Field label="Rows" name="rows" error={props.problem?.field === 'rows' ? props.problem.why : undefined}>
            <TextInput inputMode="numeric" value={draft.rows} onChange={({ target }) => put({ rows: target.value })} />
          </Field>
        </div>
      );
    case 'note':
      return (
        <Field label="Text" name="text" hint="Shown as it is typed.">
          <TextArea
            rows={6}
            maxLength={4000}
            value={draft.text}
            onChange={({ target }) => put({ text: target.value })}
          />
        </Field>
      );
  }
}

function LimitFields({ draft: { limits }, put, problem }: PanelFieldsProps) {
  const change = (parts: Partial<typeof limits>) => put({ limits: { ...limits, ...parts } });
  const wrong = problem?.field === 'limits' ? problem.why : undefined;
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label="It is bad when it is" name="direction">
        <Select
          options={[
            { value: 'above', label: 'high' },
            { value: 'below', label: 'low' },
          ]}
          value={limits.direction}
          onChange={({ target }) => change({ direction: target.value as 'above' | 'below' })}
        />
      </Field>
      <Field label="Warning from" name="warning" optional>
        <TextInput
          inputMode="decimal"
          value={limits.warning}
          onChange={({ target }) => change({ warning: target.value })}
        />
      </Field>
      <Field label="Failing from" name="failing" optional error={wrong}>
        <TextInput
          inputMode="decimal"
          value={limits.failing}
          onChange={({ target }) => change({ failing: target.value })}
        />
      </Field>
    </div>
  );
}

function StateFields({ draft: { kinds, stateTargets }, put, targets, nameOf, problem }: PanelFieldsProps) {
  const toggle = (kind: StateKind) =>
    put({ kinds: kinds.includes(kind) ? kinds.filter((one) => one !== kind) : [...kinds, kind] });
  const choose = (target: string) =>
    put({
      stateTargets: stateTargets.includes(target)
        ? stateTargets.filter((one) => one !== target)
        : [...stateTargets, target],
    });
  const gone = stateTargets.filter((target) => !targets.some((one) => one.target === target));
  const choices = [
    ...targets.filter(({ target }) => target !== 'portal'),
    ...gone.map((target) => ({ target, name: nameOf(target) })),
  ];
  return (
    <>
      <Field label="List" name="kinds" group error={problem?.field === 'kinds' ? problem.why : undefined}>
        <div className="grid gap-1.5 py-1">
          {stateNames.map(([kind, label]) => (
            <Checkbox key={kind} label={label} checked={kinds.includes(kind)} onChange={() => toggle(kind)} />
          ))}
        </div>
      </Field>
      <Field label="Only these" name="targets" group optional hint="With none chosen, all of them.">
        <div className="grid max-h-48 gap-1.5 overflow-y-auto py-1">
          {choices.map(({ target, name }) => (
            <Checkbox
              key={target}
              label={name}
              checked={stateTargets.includes(target)}
              onChange={() => choose(target)}
            />
          ))}
        </div>
      </Field>
    </>
  );
}
