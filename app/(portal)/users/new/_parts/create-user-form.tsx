'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import type { FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { Form, SubmitButton } from '#app/_ui/form/form.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { RealmChoice } from '#lib/services/realms/list-choices.ts';
import type { CreatedUser } from '#lib/services/users/create-user.ts';
import { createUser } from '../../actions.ts';
import { CreatedNote } from './created-note.tsx';
import { useNameCheck } from './use-name-check.ts';

type Props = { realms: RealmChoice[]; chosen?: string; rules: string[] };

export function CreateUserForm({ realms, chosen, rules }: Props) {
  const first = realms.find((realm) => realm.key === chosen) ?? realms[0];
  const [realmDn, setRealmDn] = useState(first?.dn ?? '');
  const [uid, setUid] = useState('');
  const [domain, setDomain] = useState(first?.domains[0] ?? '');
  const [own, setOwn] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [created, setCreated] = useState<CreatedUser | null>(null);
  const realm = realms.find((candidate) => candidate.dn === realmDn);
  const mail = uid && domain ? `${uid.toLowerCase()}@${domain}` : '';
  const uidProblem = useNameCheck(realmDn, { uid });
  const mailProblem = useNameCheck(realmDn, { mail });

  const submit = async (data: FormData) => {
    const text = (name: string) => String(data.get(name) ?? '');
    const answer = await createUser({
      realm: realmDn,
      uid,
      mail,
      sn: text('sn'),
      givenName: text('givenName'),
      displayName: text('displayName'),
      title: text('title'),
      telephoneNumber: text('telephoneNumber'),
      password: own ? text('initial') : undefined,
      mustChange: data.get('mustChange') !== null,
    });
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setCreated(answer.value);
  };

  if (created) return <CreatedNote created={created} />;
  return (
    <Form action={submit} failure={failure} className="grid gap-4">
      <Field label="Realm" name="realm">
        <Select
          name="realm"
          value={realmDn}
          options={realms.map(({ dn, path }) => ({ value: dn, label: path }))}
          onChange={(event) => {
            setRealmDn(event.target.value);
            setDomain(realms.find(({ dn }) => dn === event.target.value)?.domains[0] ?? '');
          }}
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Given name" name="givenName" optional>
          <TextInput name="givenName" autoFocus />
        </Field>
        <Field label="Surname" name="sn" required>
          <TextInput name="sn" />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Username"
          name="uid"
          required
          error={uidProblem}
          hint={uid && !uidProblem ? undefined : 'Letters, digits, dots, dashes and underscores.'}
        >
          <TextInput
            name="uid"
            mono
            value={uid}
            onChange={(event) => setUid(event.target.value.trim())}
            spellCheck={false}
            autoCapitalize="off"
          />
        </Field>
        <Field label="Domain" name="mail" error={mailProblem} hint={mail && `The JID and address: ${mail}`}>
          <Select
            name="domain"
            value={domain}
            options={(realm?.domains ?? []).map((name) => ({ value: name, label: name }))}
            onChange={(event) => setDomain(event.target.value)}
          />
        </Field>
      </div>
      <details className="rounded-md border border-line px-3 py-2">
        <summary className="cursor-default text-sm text-soft">More: display name, title, phone</summary>
        <div className="mt-3 mb-1 grid gap-4 sm:grid-cols-2">
          <Field label="Display name" name="displayName" optional hint="Otherwise given name and surname.">
            <TextInput name="displayName" />
          </Field>
          <Field label="Title" name="title" optional>
            <TextInput name="title" />
          </Field>
          <Field label="Phone" name="telephoneNumber" optional>
            <TextInput name="telephoneNumber" type="tel" />
          </Field>
        </div>
      </details>
      <RadioGroup
        label="First password"
        name="passwordKind"
        value={own ? 'own' : 'made'}
        onChange={(value) => setOwn(value === 'own')}
        options={[
          { value: 'made', label: 'Make one', hint: 'It is shown once, after the user was created.' },
          { value: 'own', label: 'Set one now', hint: rules.join(' · ') },
        ]}
      />
      {own && (
        <Field label="Initial password" name="password">
          <PasswordInput name="initial" autoComplete="new-password" />
        </Field>
      )}
      <Checkbox name="mustChange" label="Must be changed with the first sign-in" defaultChecked />
      <div className="flex justify-end gap-2">
        <Button href="/users" kind="quiet">
          Cancel
        </Button>
        <SubmitButton
          disabledReason={Boolean(uidProblem ?? mailProblem) && 'The username or the address can’t be used.'}
        >
          Create user
        </SubmitButton>
      </div>
    </Form>
  );
}
