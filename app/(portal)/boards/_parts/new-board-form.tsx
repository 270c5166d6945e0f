'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { MetricTarget } from '#lib/services/metrics/targets.ts';
import { addBoard } from '../actions.ts';

export function NewBoardForm({ targets }: { targets: MetricTarget[] }) {
  const [failure, setFailure] = useState<FailureView | null>(null);
  const router = useRouter();
  const add = async (data: FormData) => {
    const from = String(data.get('from') ?? '') || null;
    const answer = await addBoard({ name: String(data.get('name') ?? ''), from });
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) router.push(`/boards/${answer.value.id}${from ? '' : '?edit=1'}`);
  };
  const options = [
    { value: '', label: 'Nothing: an empty board' },
    ...targets.map(({ target, name }) => ({ value: target, label: `The charts of ${name}` })),
  ];
  return (
    <Form action={add} failure={failure}>
      <Field label="Name" name="name" required>
        <TextInput maxLength={120} autoFocus />
      </Field>
      <Field label="Begin with" name="from" hint="Panels can be taken out and added afterwards.">
        <Select options={options} />
      </Field>
      <FormFoot>
        <SubmitButton>Add board</SubmitButton>
        <Button href="/boards" kind="quiet">
          Cancel
        </Button>
      </FormFoot>
    </Form>
  );
}
