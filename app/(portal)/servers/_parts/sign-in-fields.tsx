import { useState } from 'react';
import { Checkbox } from '#app/_ui/form/checkbox.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import type { FormSettings } from './form-settings.ts';

const signIns = [
  { value: 'SCRAM-SHA-256', hint: 'The password is proved, never sent.' },
  { value: 'SCRAM-SHA-1', hint: 'The same, as older servers do it.' },
  { value: 'PLAIN', hint: 'The password is sent, inside TLS only. Needed where the server asks a directory.' },
  { value: 'EXTERNAL', hint: 'A certificate of the portal’s own instead of a password.' },
] as const;

/** How the portal signs in; what EXTERNAL alone needs is there once it is chosen. */
export function SignInFields({ kept }: { kept?: FormSettings }) {
  const [chosen, setChosen] = useState<string[]>(kept?.mechanisms ?? ['SCRAM-SHA-256', 'SCRAM-SHA-1']);
  const choose = (value: string, on: boolean) =>
    setChosen((before) => (on ? [...before, value] : before.filter((one) => one !== value)));
  return (
    <>
      <Field label="Ways to sign in" name="mechanisms" group hint="The strongest that the server offers too is taken.">
        <div className="grid gap-2 py-1">
          {signIns.map(({ value, hint }) => (
            <Checkbox
              key={value}
              name="mechanisms"
              value={value}
              label={value}
              hint={hint}
              checked={chosen.includes(value)}
              onChange={({ target }) => choose(value, target.checked)}
            />
          ))}
        </div>
      </Field>
      {chosen.some((value) => value !== 'EXTERNAL') && (
        <Field
          label="Password"
          name="secret"
          required={!kept}
          hint={
            kept
              ? 'Empty: the one that is kept. It is never shown, and asked for again when it would go somewhere else.'
              : 'Kept encrypted, and never shown again.'
          }
        >
          <PasswordInput autoComplete="off" />
        </Field>
      )}
      {chosen.includes('EXTERNAL') && (
        <>
          <Field
            label="Certificate of the portal"
            name="clientCertificate"
            required
            hint="PEM, with what leads to its authority."
          >
            <TextArea mono rows={3} defaultValue={kept?.clientCertificate} spellCheck={false} className="text-xs" />
          </Field>
          <Field
            label="Key of the certificate"
            name="clientKey"
            required={!kept?.clientCertificate}
            hint={
              kept?.clientCertificate
                ? 'Empty: the one that is kept.'
                : 'PEM without a passphrase. Kept encrypted, and never shown again.'
            }
          >
            <TextArea mono rows={3} spellCheck={false} autoComplete="off" className="text-xs" />
          </Field>
        </>
      )}
    </>
  );
}
