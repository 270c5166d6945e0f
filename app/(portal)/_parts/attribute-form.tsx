'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, SubmitButton } from '#app/_ui/form/form.tsx';
import { MultiValue } from '#app/_ui/form/multi-value.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { PersonAttribute } from '#lib/domain/person-attribute.ts';
import type { Values } from './attribute-section.tsx';
import { EntryPicker, type PickedEntry } from './entry-picker.tsx';

type Props = {
  attributes: readonly PersonAttribute[];
  values: Values;
  failure: FailureView | null;
  onReview(before: Values, after: Values): Promise<void>;
  onCancel(): void;
};

/** What has a value, and what is needed; the rest unfolds one by one, so that nobody meets forty empty boxes. */
export function AttributeForm({ attributes, values, failure, onReview, onCancel }: Props) {
  const [unfolded, setUnfolded] = useState(() =>
    attributes.filter(({ name, required }) => required || values[name]?.length).map(({ name }) => name),
  );
  const shown = attributes.filter(({ name }) => unfolded.includes(name));
  const folded = attributes.filter(({ name }) => !unfolded.includes(name));
  const submit = (data: FormData) => {
    const before = Object.fromEntries(shown.map(({ name }) => [name, values[name] ?? []]));
    const after = Object.fromEntries(
      shown.map(({ name }) => [
        name,
        data
          .getAll(name)
          .map((value) => String(value).trim())
          .filter(Boolean),
      ]),
    );
    return onReview(before, after);
  };
  return (
    <Form action={submit} failure={failure} className="grid gap-4 py-2">
      {shown.map((attribute) => (
        <Input key={attribute.name} attribute={attribute} values={values[attribute.name] ?? []} />
      ))}
      {folded.length > 0 && (
        <div className="flex flex-wrap gap-1">
          {folded.map(({ name, label }) => (
            <Button
              key={name}
              kind="quiet"
              size="s"
              icon={<Plus aria-hidden />}
              onClick={() => setUnfolded([...unfolded, name])}
            >
              Add {inSentence(label)}
            </Button>
          ))}
        </div>
      )}
      <div className="flex justify-end gap-2">
        <Button kind="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <SubmitButton>Review change</SubmitButton>
      </div>
    </Form>
  );
}

const inputTypes = {
  mail: 'email',
  phone: 'tel',
  url: 'text',
  text: 'text',
  lines: 'text',
  language: 'text',
  person: 'text',
} as const;

function Input({ attribute, values }: { attribute: PersonAttribute; values: string[] }) {
  const { name, label, kind, several, required } = attribute;
  const hint = attribute.hint ?? (kind === 'lines' ? 'A $ begins a new line.' : undefined);
  if (kind === 'person') return <PersonInput attribute={attribute} values={values} />;
  if (several)
    return (
      <MultiValue
        label={label}
        name={name}
        hint={hint}
        defaultValue={values.length > 0 ? values : ['']}
        addLabel={`Add another ${inSentence(label)}`}
        inputType={inputTypes[kind]}
        mono={kind === 'mail'}
        ordered={kind === 'mail'}
        max={50}
      />
    );
  return (
    <Field label={label} name={name} hint={hint} required={required}>
      <TextInput name={name} defaultValue={values[0] ?? ''} />
    </Field>
  );
}

function PersonInput({ attribute: { name, label, hint }, values }: { attribute: PersonAttribute; values: string[] }) {
  const [picked, setPicked] = useState<PickedEntry[]>(() =>
    values.map((dn) => ({ id: dn, kind: 'person', name: /=((?:\\.|[^,])*)/.exec(dn)?.[1] ?? dn, detail: '', dn })),
  );
  return (
    <EntryPicker
      label={label}
      hint={hint}
      kinds={['person']}
      multiple
      value={picked}
      onChange={setPicked}
      name={name}
      send="dn"
    />
  );
}

/** "Phone" becomes "phone"; "JID and mail" stays. */
function inSentence(label: string): string {
  return /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
