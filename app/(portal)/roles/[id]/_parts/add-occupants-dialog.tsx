'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { RoleView } from '#lib/services/roles/view-role.ts';
import { EntryPicker, type PickedEntry } from '../../../_parts/entry-picker.tsx';
import { addOccupants, removeOccupants } from '../../actions.ts';
import { AbilityList } from './ability-list.tsx';

/** Says what the chosen ones will be able to do before it is done. */
export function AddOccupantsDialog({ role, onClose }: { role: RoleView; onClose(): void }) {
  const [picked, setPicked] = useState<PickedEntry[]>([]);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const router = useRouter();
  const toast = useToast();
  const held = new Set(role.occupants.map(({ id }) => id));

  const add = async () => {
    setPending(true);
    const answer = await addOccupants({ id: role.id, occupants: picked.map(({ id }) => id) });
    setPending(false);
    setFailure(answer.ok ? null : answer.failure);
    if (!answer.ok) return;
    const { added } = answer.value;
    router.refresh();
    onClose();
    toast({
      title:
        added.length === 1 ? `${added[0]?.name} is ${role.name} now` : `${added.length} were added to ${role.name}`,
      undo: async () => {
        const back = await removeOccupants({ id: role.id, occupants: added.map(({ dn }) => dn) });
        router.refresh();
        if (!back.ok) toast({ title: 'It was not undone', description: back.failure.why, tone: 'problem' });
      },
    });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && !pending && onClose()} title={`Add occupants to ${role.name}`}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending && picked.length > 0) void add();
        }}
      >
        <EntryPicker
          label={role.groupsMay ? 'People and groups' : 'People'}
          kinds={role.groupsMay ? ['person', 'group'] : ['person']}
          multiple
          value={picked}
          onChange={setPicked}
          unavailable={(entry) => (held.has(entry.id) ? 'Is in this role already.' : null)}
          autoFocus
        />
        {picked.length > 0 && <Consequences role={role} picked={picked} />}
        {failure && <ErrorNote failure={failure} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            kind="primary"
            pending={pending}
            disabledReason={picked.length === 0 && 'Nobody is chosen.'}
          >
            {picked.length > 1 ? `Add ${picked.length} occupants` : 'Add occupant'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Consequences({ role, picked }: { role: RoleView; picked: readonly PickedEntry[] }) {
  const who = picked.map(({ kind, name }) => (kind === 'group' ? `every direct member of ${name}` : name)).join(', ');
  if (role.carries.length === 0)
    return <p className="text-sm text-soft">This gives {who} nothing yet: no realm grants anything to the role.</p>;
  return (
    <section
      aria-label="What they will be able to do"
      className="rounded-md border border-line bg-sunken px-3 py-2 text-sm"
      role="status"
    >
      {role.carries.map(({ label, realm, abilities }) => (
        <div key={`${label} ${realm?.id}`} className="py-1">
          <p className="mb-1 font-medium">
            {capital(who)} will be able to, {realm ? `in ${realm.name} and below` : 'everywhere'}:
          </p>
          <AbilityList abilities={abilities} />
        </div>
      ))}
    </section>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
