'use client';

import { UserRoundSearch } from 'lucide-react';
import { useContext, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import { EntryPicker, type PickedEntry } from '../../../_parts/entry-picker.tsx';
import type { FieldProps } from './command-field.tsx';
import { JidFinder } from './jid-finder.ts';

type Props = FieldProps & { label: string; hint?: string };

/** One JID or several, a line each: typed, or found among the people of the directory. */
export function JidField({ field, label, hint, values, onChange }: Props) {
  const { name, required, type } = field;
  const several = type === 'jid-multi';
  const [picking, setPicking] = useState(false);
  return (
    <div className="grid justify-items-start gap-1">
      <div className="w-full">
        <Field
          label={label}
          name={name}
          hint={[hint, several && 'One a line.'].filter(Boolean).join(' ') || undefined}
          required={required}
          optional={!required}
        >
          {several ? (
            <TextArea
              mono
              rows={3}
              spellCheck={false}
              value={values.join('\n')}
              onChange={(event) => onChange(event.target.value === '' ? [] : event.target.value.split('\n'))}
            />
          ) : (
            <TextInput
              mono
              spellCheck={false}
              autoCapitalize="off"
              value={values[0] ?? ''}
              onChange={(event) => onChange(event.target.value === '' ? [] : [event.target.value])}
            />
          )}
        </Field>
      </div>
      <Button
        size="s"
        kind="quiet"
        className="-ml-2"
        icon={<UserRoundSearch aria-hidden />}
        onClick={() => setPicking(true)}
      >
        {several ? 'Find people' : 'Find a person'}
      </Button>
      {picking && (
        <PeopleDialog
          label={label}
          several={several}
          onClose={() => setPicking(false)}
          onPick={(jids) => {
            const before = values.filter((value) => value.trim() !== '');
            onChange(several ? [...new Set([...before, ...jids])] : jids.slice(0, 1));
            setPicking(false);
          }}
        />
      )}
    </div>
  );
}

type DialogProps = { label: string; several: boolean; onPick: (jids: string[]) => void; onClose: () => void };

function PeopleDialog({ label, several, onPick, onClose }: DialogProps) {
  const findJids = useContext(JidFinder);
  const [picked, setPicked] = useState<PickedEntry[]>([]);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [pending, setPending] = useState(false);
  const take = async () => {
    setPending(true);
    const answer = await findJids(picked.map(({ id }) => id));
    setPending(false);
    if (!answer.ok) return setFailure(answer.failure);
    const jids = answer.value.map(({ jid }) => jid);
    if (jids.length < picked.length) return setFailure(withoutJid);
    onPick(jids);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={label}
      description="People of the directory, by name, username or address."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            pending={pending}
            disabledReason={picked.length === 0 && 'Find somebody first.'}
            onClick={() => void take()}
          >
            {several ? 'Add people' : 'Choose person'}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <EntryPicker
          label={several ? 'People' : 'Person'}
          kinds={['person']}
          multiple={several}
          value={picked}
          onChange={setPicked}
          autoFocus
        />
        {failure && <ErrorNote failure={failure} />}
      </div>
    </Dialog>
  );
}

const withoutJid = {
  what: 'The JID was not found.',
  why: 'Somebody who was chosen has none, or went away in the meantime.',
  todo: 'Take them out, or type the JID.',
};
