'use client';

import { Code, ListChecks, Plus, X } from 'lucide-react';
import { Button, IconButton } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { BaseOption } from '#lib/services/groups/base-options.ts';
import type { EasyCondition, EasyFilter } from '#lib/services/groups/easy-filter.ts';
import { type FilterDraft, firstCondition } from './filter-draft.ts';
import { FilterPreviewBox } from './filter-preview-box.tsx';
import { useFilterPreview } from './use-filter-preview.ts';

export type AttributeOption = { name: EasyCondition['attribute']; label: string };

type Props = {
  draft: FilterDraft;
  onChange(draft: FilterDraft): void;
  /** DN of the group's realm; null for the whole system. */
  realm: string | null;
  bases: BaseOption[];
  attributes: AttributeOption[];
  autoFocus?: boolean;
};

const tests = [
  { value: 'is', label: 'is' },
  { value: 'contains', label: 'contains' },
  { value: 'starts', label: 'starts with' },
  { value: 'present', label: 'has any value' },
];

/** Conditions in words, or the filter itself one click away; beside it who would be in the group. */
export function FilterBuilder({ draft, onChange, realm, bases, attributes, autoFocus }: Props) {
  const state = useFilterPreview(realm, draft);
  const { preview } = state;
  const toText = () => onChange({ ...draft, mode: 'text', filter: preview?.filter ?? draft.filter });
  const toEasy = () => preview?.easy && onChange({ ...draft, mode: 'easy', easy: preview.easy });
  const known = bases.some(({ dn }) => dn === draft.base);
  const options = bases.map(({ dn, label }) => ({ value: dn, label }));
  return (
    <div className="grid gap-4">
      <Field label="Look for people in" name="base">
        <Select
          value={draft.base}
          options={known ? options : [...options, { value: draft.base, label: draft.base }]}
          onChange={(event) => onChange({ ...draft, base: event.target.value })}
        />
      </Field>
      {draft.mode === 'easy' ? (
        <Conditions
          easy={draft.easy}
          attributes={attributes}
          autoFocus={autoFocus}
          onChange={(easy) => onChange({ ...draft, easy })}
        />
      ) : (
        <Field
          label="Filter"
          name="filter"
          hint="As in RFC 4515: (&(objectClass=inetOrgPerson)(departmentNumber=7))"
          error={state.failure?.field === 'filter' ? state.failure.why : undefined}
        >
          <TextArea
            mono
            rows={4}
            value={draft.filter}
            maxLength={2000}
            spellCheck={false}
            autoCapitalize="off"
            autoFocus={autoFocus}
            onChange={(event) => onChange({ ...draft, filter: event.target.value })}
          />
        </Field>
      )}
      <div>
        {draft.mode === 'easy' ? (
          <Button kind="quiet" size="s" icon={<Code aria-hidden />} onClick={toText}>
            Write the filter myself
          </Button>
        ) : (
          <Button
            kind="quiet"
            size="s"
            icon={<ListChecks aria-hidden />}
            onClick={toEasy}
            disabledReason={!preview?.easy && 'This filter says more than conditions can.'}
          >
            Use conditions
          </Button>
        )}
      </div>
      <FilterPreviewBox state={state} showFilter={draft.mode === 'easy'} />
    </div>
  );
}

type ConditionsProps = {
  easy: EasyFilter;
  attributes: AttributeOption[];
  autoFocus?: boolean;
  onChange(easy: EasyFilter): void;
};

function Conditions({ easy, attributes, autoFocus, onChange }: ConditionsProps) {
  const { conditions } = easy;
  const set = (at: number, patch: Partial<EasyCondition>) =>
    onChange({ ...easy, conditions: conditions.map((one, index) => (index === at ? { ...one, ...patch } : one)) });
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 font-medium text-sm">Whose</legend>
      {conditions.map((condition, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own; values are controlled.
          key={at}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-2 sm:grid-cols-[11rem_9rem_minmax(0,1fr)_auto]"
        >
          <Select
            aria-label={`Attribute of condition ${at + 1}`}
            className="max-sm:col-span-2"
            value={condition.attribute}
            options={attributes.map(({ name, label }) => ({ value: name, label }))}
            onChange={(event) => set(at, { attribute: event.target.value as EasyCondition['attribute'] })}
          />
          <Select
            aria-label={`Test of condition ${at + 1}`}
            className="max-sm:col-span-2"
            value={condition.test}
            options={tests}
            onChange={(event) => set(at, { test: event.target.value as EasyCondition['test'] })}
          />
          {condition.test === 'present' ? (
            <span />
          ) : (
            <TextInput
              aria-label={`Value of condition ${at + 1}`}
              value={condition.value}
              maxLength={200}
              autoFocus={autoFocus && at === 0}
              onChange={(event) => set(at, { value: event.target.value })}
            />
          )}
          <IconButton
            label={`Remove condition ${at + 1}`}
            tip="Remove"
            icon={<X />}
            disabledReason={conditions.length === 1 && 'One condition stays.'}
            onClick={() => onChange({ ...easy, conditions: conditions.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          kind="quiet"
          size="s"
          icon={<Plus aria-hidden />}
          disabledReason={conditions.length >= 20 && 'Twenty conditions are the most.'}
          onClick={() => onChange({ ...easy, conditions: [...conditions, firstCondition] })}
        >
          Add condition
        </Button>
        {conditions.length > 1 && (
          <Select
            small
            aria-label="How many of the conditions must hold"
            value={easy.match}
            options={[
              { value: 'all', label: 'All of them hold' },
              { value: 'any', label: 'Any of them holds' },
            ]}
            onChange={(event) => onChange({ ...easy, match: event.target.value as EasyFilter['match'] })}
          />
        )}
      </div>
    </fieldset>
  );
}
