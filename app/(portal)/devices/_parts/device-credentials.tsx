import { useState } from 'react';
import { Field } from '#app/_ui/form/field.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { Select } from '#app/_ui/form/select.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { DeviceSettings } from './form-device.ts';

const digests = ['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'].map((value) => ({ value, label: value }));
const ciphers = [
  { value: 'AES-128', label: 'AES-128' },
  { value: 'AES-256', label: 'AES-256' },
  { value: 'AES-256-C', label: 'AES-256, keys as Cisco makes them' },
];
const keptHint = 'Empty: the one that is kept. Asked for again when it would go somewhere else.';
const newHint = 'At least 8 characters. Kept encrypted, and never shown again.';

/** How the portal asks; each version has fields of its own. */
export function DeviceCredentials({ kept, allowNoAuth }: { kept?: DeviceSettings; allowNoAuth: boolean }) {
  const [snmp, setSnmp] = useState<string>(kept?.snmp ?? '3');
  const [level, setLevel] = useState<string>(kept?.level ?? 'authPriv');
  const secret = (label: string, name: string) => (
    <Field label={label} name={name} required={!kept} hint={kept ? keptHint : newHint}>
      <PasswordInput autoComplete="off" />
    </Field>
  );
  return (
    <>
      <RadioGroup
        label="SNMP version"
        name="snmp"
        value={snmp}
        onChange={setSnmp}
        options={[
          { value: '3', label: 'Version 3', hint: 'Authenticated and encrypted, with a user of the device.' },
          {
            value: '2c',
            label: 'Version 2c',
            hint: 'A community in plain text: whoever listens on the way can read it.',
          },
        ]}
      />
      {snmp === '2c' && (
        <Field
          label="Community"
          name="community"
          required={!kept}
          hint={kept ? keptHint : 'One that may only read. Kept encrypted, and never shown again.'}
        >
          <PasswordInput autoComplete="off" />
        </Field>
      )}
      {snmp === '3' && (
        <>
          <Field label="User" name="userName" required>
            <TextInput mono defaultValue={kept?.userName} spellCheck={false} autoCapitalize="off" />
          </Field>
          {(allowNoAuth || level === 'noAuthNoPriv') && (
            <RadioGroup
              label="Protection"
              name="level"
              value={level}
              onChange={setLevel}
              options={[
                { value: 'authPriv', label: 'Authenticated and encrypted' },
                { value: 'noAuthNoPriv', label: 'None', hint: 'Anybody on the way can answer for the device.' },
              ]}
            />
          )}
          {level === 'authPriv' && (
            <>
              <div className="grid gap-4 sm:grid-cols-2">
                <Field label="Authentication" name="auth">
                  <Select options={digests} defaultValue={kept?.auth ?? 'SHA-256'} />
                </Field>
                <Field label="Encryption" name="priv">
                  <Select options={ciphers} defaultValue={kept?.priv ?? 'AES-128'} />
                </Field>
              </div>
              {secret('Password for authentication', 'authPassword')}
              {secret('Password for encryption', 'privPassword')}
            </>
          )}
          <Field label="Context" name="context" optional hint="Only where the device has several.">
            <TextInput mono defaultValue={kept?.context} spellCheck={false} autoCapitalize="off" />
          </Field>
        </>
      )}
    </>
  );
}
