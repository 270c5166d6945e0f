'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, SubmitButton } from '#app/_ui/form/form.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import type { DependencyList } from '#lib/services/alerts/dependencies.ts';
import { addAlertDependency } from '../actions.ts';

type Props = { targets: DependencyList['targets']; refused: string | null; onDone: () => void };

/** One thing behind another, both of what is watched. */
export function DependencyForm({ targets, refused, onDone }: Props) {
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [round, setRound] = useState(0);
  const toast = useToast();
  const add = async (data: FormData) => {
    const answer = await addAlertDependency({ target: String(data.get('target')), on: String(data.get('on')) });
    // Two pickers in a line have no room for a sentence each.
    setFailure(answer.ok ? null : { ...answer.failure, field: undefined });
    if (!answer.ok) return;
    toast({ title: `${answer.value.what} now` });
    setRound((now) => now + 1);
    onDone();
  };
  return (
    <Form action={add} failure={failure} key={round} className="max-w-3xl">
      <div className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
        <Field label="What" name="target">
          <Select options={targets} placeholder="Choose…" required disabled={refused !== null} />
        </Field>
        <Field label="Is behind" name="on">
          <Select options={targets} placeholder="Choose…" required disabled={refused !== null} />
        </Field>
        <SubmitButton icon={<Plus aria-hidden />} disabledReason={refused}>
          Add dependency
        </SubmitButton>
      </div>
    </Form>
  );
}
