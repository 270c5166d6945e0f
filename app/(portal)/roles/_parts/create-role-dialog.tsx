'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, SubmitButton } from '#app/_ui/form/form.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import { createRole } from '../actions.ts';

export function CreateRoleDialog({ onClose }: { onClose(): void }) {
  const [failure, setFailure] = useState<FailureView | null>(null);
  const router = useRouter();
  const toast = useToast();
  const submit = async (data: FormData) => {
    const answer = await createRole({
      name: String(data.get('name') ?? ''),
      description: String(data.get('description') ?? ''),
    });
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    toast({
      title: `The role ${answer.value.name} was created`,
      description: 'It carries nothing until a realm grants something to it.',
    });
    router.push(answer.value.id ? `/roles/${answer.value.id}` : '/roles');
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Create role"
      description="It carries what realms grant to it. The three built-in roles carry rights over everything."
    >
      <Form action={submit} failure={failure}>
        <Field label="Name" name="name" required>
          <TextInput autoFocus maxLength={100} />
        </Field>
        <Field label="Description" name="description" optional>
          <TextInput maxLength={1000} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Create role</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
