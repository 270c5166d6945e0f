import { Button } from '#app/_ui/button.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { PasswordInput } from '#app/_ui/form/password-input.tsx';
import { RadioGroup } from '#app/_ui/form/radio-group.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import type { Draft } from './drafts.ts';
import { SshMemberTest } from './ssh-member-test.tsx';

type Props = {
  draft: Draft;
  index: number;
  command: string;
  clusterId: string | null;
  onChange: (part: Partial<Draft>) => void;
  onRemove?: () => void;
};

const keptHint = 'Empty: the one that is kept. Asked for again when it would go to another host or key.';
const newHint = 'Kept encrypted, and never shown again.';

/** One member; the names of its inputs are those that the answer of the server names. */
export function SshMemberFields({ draft, index, command, clusterId, onChange, onRemove }: Props) {
  const at = (name: string) => `settings.members.${index}.${name}`;
  const text = (name: 'name' | 'host' | 'port' | 'user' | 'listedAs') => ({
    value: draft[name],
    onChange: ({ target }: { target: { value: string } }) => {
      // Another machine has another key.
      const moved = name === 'host' || name === 'port';
      onChange({ [name]: target.value, ...(moved && { hostKey: '' }) });
    },
  });
  const title = draft.name.trim() || `Member ${index + 1}`;
  return (
    <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-4 rounded-md border border-line p-4">
      <div className="flex min-h-7 items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-sm">{title}</h2>
        {onRemove && (
          <Button size="s" kind="quiet" onClick={onRemove} aria-label={`Take ${title} out`}>
            Take out
          </Button>
        )}
      </div>
      <Field label="Member’s name" name={at('name')} required hint="As people call it, such as cms1.">
        <TextInput {...text('name')} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_7rem]">
        <Field label="Host" name={at('host')} required hint="A name or an IP address, where its SSH listens.">
          <TextInput mono {...text('host')} spellCheck={false} autoCapitalize="off" />
        </Field>
        <Field label="Port" name={at('port')} hint="Empty: 22.">
          <TextInput mono inputMode="numeric" {...text('port')} placeholder="22" />
        </Field>
      </div>
      <Field
        label="Listed as"
        name={at('listedAs')}
        optional
        hint="How the other members list it, such as 192.0.2.11:5222. Needed only where that isn’t its host above."
      >
        <TextInput mono {...text('listedAs')} spellCheck={false} autoCapitalize="off" />
      </Field>
      <Field label="User" name={at('user')} required hint="One that may do no more than look, where there is one.">
        <TextInput mono {...text('user')} spellCheck={false} autoCapitalize="off" autoComplete="off" />
      </Field>
      <RadioGroup
        label="Signs in with"
        name={`auth-${draft.id}`}
        value={draft.auth}
        onChange={(auth) => onChange({ auth: auth === 'key' ? 'key' : 'password' })}
        options={[
          { value: 'password', label: 'Password' },
          { value: 'key', label: 'Private key' },
        ]}
      />
      <SecretFields draft={draft} onChange={onChange} />
      <SshMemberTest {...{ draft, command, clusterId, onChange }} keyField={at('hostKey')} title={title} />
    </section>
  );
}

function SecretFields({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  const at = (name: string) => `secrets.${draft.id}.${name}`;
  const hint = draft.kept ? keptHint : newHint;
  if (draft.auth === 'password')
    return (
      <Field label="Password" name={at('password')} required={!draft.kept} hint={hint}>
        <PasswordInput
          autoComplete="off"
          value={draft.password}
          onChange={({ target }) => onChange({ password: target.value })}
        />
      </Field>
    );
  return (
    <>
      <Field
        label="Private key"
        name={at('privateKey')}
        required={!draft.kept}
        hint={`OpenSSH’s or PEM form, the whole file. ${hint}`}
      >
        <TextArea
          mono
          rows={4}
          spellCheck={false}
          autoComplete="off"
          value={draft.privateKey}
          onChange={({ target }) => onChange({ privateKey: target.value })}
        />
      </Field>
      <Field label="Passphrase of the key" name={at('passphrase')} optional hint="Used once to open it, and not kept.">
        <PasswordInput
          autoComplete="off"
          value={draft.passphrase}
          onChange={({ target }) => onChange({ passphrase: target.value })}
        />
      </Field>
    </>
  );
}
