'use client';

import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextArea } from '#app/_ui/form/text-area.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { GroupView } from '#lib/services/groups/view-group.ts';
import { EntryPicker, type PickedEntry } from '../../../_parts/entry-picker.tsx';
import { carriedText } from '../../../roles/_parts/carried-text.ts';
import { addMembers, removeMembers } from '../../actions.ts';

type Props = { group: GroupView; onClose(): void; onDone(): void };

/** By picking, or many at once by pasting; whoever can't go in is named, the others go in. */
export function AddMembersDialog({ group, onClose, onDone }: Props) {
  const [picked, setPicked] = useState<PickedEntry[]>([]);
  const [text, setText] = useState('');
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [notes, setNotes] = useState<string[]>([]);
  const toast = useToast();
  const names = text.split(/[\s,;]+/).filter(Boolean);
  const count = picked.length + names.length;

  const add = async () => {
    setPending(true);
    const answer = await addMembers({ id: group.id, members: picked.map(({ id }) => id), names });
    setPending(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    const { added } = answer.value;
    onDone();
    toast({
      title:
        added.length === 1
          ? `${added[0]?.name} is in ${group.name} now`
          : `${added.length} members were added to ${group.name}`,
      undo: async () => {
        const back = await removeMembers({ id: group.id, members: added.map(({ dn }) => dn) });
        onDone();
        if (!back.ok) toast({ title: 'It was not undone', description: back.failure.why, tone: 'problem' });
      },
    });
    if (answer.value.notes.length === 0) return onClose();
    setNotes(answer.value.notes);
    setPicked([]);
    setText('');
  };
  return (
    <Dialog open onOpenChange={(open) => !open && !pending && onClose()} title={`Add members to ${group.name}`}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending && count > 0) void add();
        }}
      >
        {group.holdsRights && group.carries.length > 0 && (
          <Notice state="warning">
            People added here get: {group.carries.map(carriedText).join('; ')}. Members of added groups don’t.
          </Notice>
        )}
        <EntryPicker
          label="People and groups"
          kinds={['person', 'group']}
          multiple
          value={picked}
          onChange={setPicked}
          unavailable={(entry) => (entry.id === group.id ? 'A group can’t be a member of itself.' : null)}
          autoFocus
        />
        <Field
          label="Or paste usernames and JIDs"
          name="names"
          optional
          hint="Separated by spaces, commas or lines; at most 500."
        >
          <TextArea
            mono
            rows={3}
            value={text}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        {notes.length > 0 && (
          <Notice state="warning">
            <p className="font-medium">Not everybody was added</p>
            <ul className="max-h-40 overflow-y-auto text-soft">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Notice>
        )}
        {failure && <ErrorNote failure={failure} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{notes.length > 0 ? 'Close' : 'Cancel'}</Button>
          <Button type="submit" kind="primary" pending={pending} disabledReason={count === 0 && 'Nobody is chosen.'}>
            {count > 1 ? `Add ${count.toLocaleString('en')} members` : 'Add member'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
