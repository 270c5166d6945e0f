'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, SubmitButton } from '#app/_ui/form/form.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { BaseOption } from '#lib/services/groups/base-options.ts';
import type { RealmChoice } from '#lib/services/realms/list-choices.ts';
import { type AttributeOption, FilterBuilder } from '../../_parts/filter-builder.tsx';
import { newDraft, sentDraft } from '../../_parts/filter-draft.ts';
import { createGroup } from '../../actions.ts';

type Props = {
  realms: RealmChoice[];
  /** May also create groups of the whole system. */
  everywhere: boolean;
  bases: BaseOption[];
  attributes: AttributeOption[];
  /** Dn.key of the realm in the top bar. */
  chosen?: string;
};

export function CreateGroupForm({ realms, everywhere, bases, attributes, chosen }: Props) {
  const start = realms.find((realm) => realm.key === chosen) ?? (everywhere ? null : realms[0]);
  const [realm, setRealm] = useState<RealmChoice | null>(start ?? null);
  const [kind, setKind] = useState('static');
  const [draft, setDraft] = useState(() => newDraft(basesOf(bases, start?.key)[0]?.dn ?? ''));
  const [failure, setFailure] = useState<FailureView | null>(null);
  const router = useRouter();
  const toast = useToast();
  const dynamic = kind === 'dynamic';

  const choose = (dn: string) => {
    const next = realms.find((candidate) => candidate.dn === dn) ?? null;
    setRealm(next);
    setDraft({ ...draft, base: basesOf(bases, next?.key)[0]?.dn ?? '' });
  };
  const submit = async (data: FormData) => {
    const text = (name: string) => String(data.get(name) ?? '');
    const answer = await createGroup({
      realm: realm?.dn ?? null,
      name: text('name'),
      displayName: dynamic ? '' : text('displayName'),
      description: text('description'),
      dynamic: dynamic ? sentDraft(draft) : null,
    });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    toast({ title: `${answer.value.name} was created` });
    router.push(answer.value.id ? `/groups/${answer.value.id}` : '/groups');
  };

  return (
    <Form action={submit} failure={failure} className="max-w-none">
      <Field
        label="Belongs to"
        name="realm"
        hint={
          realm
            ? 'Whoever manages groups of this realm can change it.'
            : 'Only system administrators can change it. Roles and grants can name it.'
        }
      >
        <Select
          value={realm?.dn ?? ''}
          options={[
            ...(everywhere ? [{ value: '', label: 'The whole system' }] : []),
            ...realms.map(({ dn, path }) => ({ value: dn, label: path })),
          ]}
          onChange={(event) => choose(event.target.value)}
        />
      </Field>
      <Field label="Name" name="name" required>
        <TextInput autoFocus maxLength={100} />
      </Field>
      {!dynamic && (
        <Field label="Display name" name="displayName" optional>
          <TextInput maxLength={200} />
        </Field>
      )}
      <Field label="Description" name="description" optional>
        <TextInput maxLength={1000} />
      </Field>
      <RadioGroup
        label="Who is in it"
        name="kind"
        value={kind}
        onChange={setKind}
        options={[
          { value: 'static', label: 'Chosen members', hint: 'People and other groups, added one by one or pasted.' },
          {
            value: 'dynamic',
            label: 'Whoever a filter finds',
            hint: 'Always up to date by itself. It can hold no rights.',
          },
        ]}
      />
      {dynamic && (
        <div className="border-line border-l-2 pl-4">
          <FilterBuilder
            draft={draft}
            onChange={setDraft}
            realm={realm?.dn ?? null}
            bases={basesOf(bases, realm?.key)}
            attributes={attributes}
          />
        </div>
      )}
      <div className="flex justify-end gap-2">
        <Button href="/groups" kind="quiet">
          Cancel
        </Button>
        <SubmitButton>Create group</SubmitButton>
      </div>
    </Form>
  );
}

/** A realm's group looks in its realm and below; one of the whole system anywhere. */
function basesOf(bases: readonly BaseOption[], realmKey: string | undefined): BaseOption[] {
  return realmKey === undefined
    ? [...bases]
    : bases.filter((base) => base.realmKey === realmKey || base.realmKey.endsWith(`,${realmKey}`));
}
