'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { RealmChoice } from '#lib/services/realms/list-choices.ts';
import { RealmPicker } from '../../../_parts/realm-picker.tsx';
import { DomainInputs } from '../../_parts/domain-inputs.tsx';
import { createRealm } from '../../actions.ts';

type Props = {
  /** Where the person may create one. */
  realms: readonly RealmChoice[];
  /** Dn.key of the realm above. */
  chosen?: string;
  /** At the top too, with any domain and a maximum. */
  everywhere: boolean;
};

export function CreateRealmForm({ realms, chosen, everywhere }: Props) {
  const asked = realms.find(({ key }) => key === chosen) ?? null;
  const [parent, setParent] = useState<RealmChoice | null>(asked ?? (everywhere ? null : (realms[0] ?? null)));
  const [name, setName] = useState('');
  const [domains, setDomains] = useState(['']);
  const [blocked, setBlocked] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const router = useRouter();
  const toast = useToast();
  const hint =
    parent && !everywhere
      ? domainHint(name, parent)
      : 'Each domain is in one realm only. The JIDs of its people are in it.';

  const submit = async (data: FormData) => {
    const most = String(data.get('maximumUsers') ?? '').trim();
    const answer = await createRealm({
      parent: parent?.dn ?? '',
      name,
      domains: domains.map((domain) => domain.trim()).filter(Boolean),
      maximumUsers: most === '' ? null : Number(most),
      description: String(data.get('description') ?? ''),
    });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    toast({ title: `The realm ${answer.value.name} was created` });
    router.push(answer.value.id ? `/realms/${answer.value.id}` : '/realms');
  };

  return (
    <Form action={submit} failure={failure}>
      <RealmPicker
        label="Below"
        permission="realms.create"
        value={parent}
        onChange={setParent}
        none={everywhere ? 'At the top' : undefined}
        hint={parent ? `Rights given over ${parent.name} hold in the new realm too.` : undefined}
      />
      <Field label="Name" name="name" required hint="A short word, as in “north”. It can’t be changed later.">
        <TextInput
          value={name}
          onChange={(event) => setName(event.target.value)}
          autoFocus
          spellCheck={false}
          autoCapitalize="off"
        />
      </Field>
      <DomainInputs parent={parent?.dn ?? ''} initial={['']} hint={hint} onChange={setDomains} onProblem={setBlocked} />
      <Field label="Description" name="description" optional>
        <TextInput name="description" />
      </Field>
      {everywhere && (
        <Field
          label="Maximum number of users"
          name="maximumUsers"
          optional
          hint="Counts everybody in the realm and below it."
        >
          <TextInput name="maximumUsers" inputMode="numeric" className="max-w-40" />
        </Field>
      )}
      <FormFoot>
        <SubmitButton disabledReason={blocked && 'A domain can’t be used.'}>Create realm</SubmitButton>
        <Button href="/realms" kind="quiet">
          Cancel
        </Button>
      </FormFoot>
    </Form>
  );
}

function domainHint(name: string, parent: RealmChoice): string {
  const first = parent.domains[0];
  if (!first) return `${parent.name} has no domain, so only a system administrator can give one to a realm below it.`;
  return `Below a domain of ${parent.name}, such as ${
    name
      .trim()
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-') || 'east'
  }.${first}.`;
}
