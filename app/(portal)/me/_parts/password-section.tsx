'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, FormFoot, SubmitButton } from '#app/_ui/form/form.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { changeMyPassword } from '../actions.ts';
import { PasswordRules } from './password-rules.tsx';

type Props = { rules: { key: string; text: string }[]; minLength: number };

const what = 'The password was not changed.';

/** Old and new; the directory checks both, and what it answers stands at the field that it is about. */
export function PasswordSection({ rules, minLength }: Props) {
  const [wanted, setWanted] = useState('');
  const [round, setRound] = useState(0);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const toast = useToast();
  const router = useRouter();
  const send = async (data: FormData) => {
    const text = (name: string) => String(data.get(name) ?? '');
    if (text('new') !== text('again'))
      return setFailure({
        what,
        why: 'The two new passwords are not the same.',
        todo: 'Type the new one twice.',
        field: 'again',
      });
    const answer = await changeMyPassword({ old: text('old'), new: text('new') });
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(null);
    setWanted('');
    setRound(round + 1);
    toast({ title: 'Your password was changed', description: endedText(answer.value.endedSessions) });
    router.refresh();
  };
  return (
    <Section id="password" title="Password" hint="Changing it signs you out everywhere else.">
      <Form
        key={round}
        action={send}
        failure={failure}
        aria-label="Change password"
        className="grid max-w-110 gap-4 py-2"
      >
        <Field label="Current password" name="old" required>
          <PasswordInput autoComplete="current-password" />
        </Field>
        <Field
          label="New password"
          name="new"
          required
          hint={<PasswordRules rules={rules} minLength={minLength} typed={wanted} />}
        >
          <PasswordInput
            autoComplete="new-password"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </Field>
        <Field label="New password again" name="again" required>
          <PasswordInput autoComplete="new-password" />
        </Field>
        <FormFoot>
          <SubmitButton>Change password</SubmitButton>
        </FormFoot>
      </Form>
    </Section>
  );
}

function endedText(count: number): string {
  if (count === 0) return 'You were signed in nowhere else.';
  return count === 1 ? 'One other session was ended.' : `${count} other sessions were ended.`;
}
