'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, SubmitButton } from '#app/_ui/form/form.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { SignInProblem } from '#lib/web/auth-options.ts';
import { ChangeNowForm } from './change-now-form.tsx';

export type Given = { username: string; password: string; newPassword?: string };
type ChangeNow = Extract<SignInProblem, { state: 'changeNow' }>;

/** One flow: sign in, and where the password has to be changed first, change it and be in. */
export function SignInForm({ target }: { target: string }) {
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [changeNow, setChangeNow] = useState<{ given: Given; answer: ChangeNow } | null>(null);

  const send = async (given: Given) => {
    const problem = await trySignIn(given);
    if (!problem) return window.location.assign(target);
    if (problem.state === 'changeNow') {
      setFailure(null);
      setChangeNow({ given, answer: problem });
    } else setFailure(problem);
  };

  if (changeNow) {
    const change = (newPassword: string) => send({ ...changeNow.given, newPassword });
    return (
      <ChangeNowForm
        answer={changeNow.answer}
        username={changeNow.given.username}
        failure={failure}
        onChange={change}
      />
    );
  }
  const submit = (data: FormData) =>
    send({ username: String(data.get('username')), password: String(data.get('password')) });
  return (
    <section className="rounded-lg border border-line bg-surface p-6">
      <h1 className="mb-5 font-semibold text-xl">Sign in to Bailiwick</h1>
      <Form action={submit} failure={failure}>
        <Field label="Username" name="username" hint="Your username or JID">
          <TextInput name="username" autoComplete="username" autoCapitalize="off" spellCheck={false} autoFocus />
        </Field>
        <Field label="Password" name="password">
          <PasswordInput name="password" autoComplete="current-password" />
        </Field>
        <SubmitButton className="w-full">Sign in</SubmitButton>
      </Form>
    </section>
  );
}

/** null when signed in. */
async function trySignIn(given: Given): Promise<SignInProblem | null> {
  try {
    const answer = await signIn('credentials', { ...given, redirect: false });
    if (answer?.ok && !answer.error) return null;
    return parseProblem(answer?.error);
  } catch {
    return away;
  }
}

function parseProblem(error: string | null | undefined): SignInProblem {
  try {
    return JSON.parse(error ?? '') as SignInProblem;
  } catch {
    return away;
  }
}

const away: SignInProblem = {
  state: 'failed',
  what: 'You are not signed in.',
  why: 'The portal did not answer as it should.',
  todo: 'Try again in a moment.',
  reference: '',
};
