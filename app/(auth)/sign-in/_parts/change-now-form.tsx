'use client';

import { useState } from 'react';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, SubmitButton } from '#app/_ui/form/form.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import type { SignInProblem } from '#lib/web/auth-options.ts';

type Props = {
  answer: Extract<SignInProblem, { state: 'changeNow' }>;
  username: string;
  failure: FailureView | null;
  onChange(newPassword: string): Promise<void>;
};

const reasons = {
  expired: 'Your password has expired. Choose a new one to go on.',
  reset: 'Your password was set by an administrator. Choose one of your own to go on.',
} as const;

/** The password was right but may not be kept: choose another one and be signed in with it. */
export function ChangeNowForm({ answer, username, failure, onChange }: Props) {
  const [typed, setTyped] = useState('');
  const [mismatch, setMismatch] = useState(false);
  const submit = async (data: FormData) => {
    const same = data.get('newPassword') === data.get('repeated');
    setMismatch(!same);
    if (same) await onChange(String(data.get('newPassword')));
  };
  return (
    <section className="rounded-lg border border-line bg-surface p-6">
      <h1 className="mb-1 font-semibold text-xl">Choose a new password</h1>
      <p className="mb-5 text-soft text-sm">{reasons[answer.why]}</p>
      {failure && (
        <div className="mb-4">
          <ErrorNote failure={failure} />
        </div>
      )}
      <Form
        action={submit}
        fieldErrors={mismatch ? { repeated: 'The two are not the same. Type it again.' } : undefined}
      >
        <input type="hidden" name="username" value={username} autoComplete="username" readOnly />
        <Field label="New password" name="newPassword">
          <PasswordInput
            name="newPassword"
            autoComplete="new-password"
            autoFocus
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <ul className="space-y-1 text-xs">
          {answer.rules.map((rule) => (
            <Rule
              key={rule.key}
              text={rule.text}
              met={rule.key === 'length' ? typed.length >= answer.minLength : null}
            />
          ))}
        </ul>
        <Field label="New password again" name="repeated">
          <PasswordInput name="repeated" autoComplete="new-password" />
        </Field>
        <SubmitButton className="w-full">Change password and sign in</SubmitButton>
      </Form>
    </section>
  );
}

/** `met` null: only the directory can tell. */
function Rule({ text, met }: { text: string; met: boolean | null }) {
  return (
    <li className={met ? 'text-ok' : 'text-soft'}>
      <span aria-hidden>{met ? '✓' : '•'}</span> {text}
      <span className="sr-only">{met === null ? ', checked when you save' : met ? ', met' : ', not met yet'}</span>
    </li>
  );
}
