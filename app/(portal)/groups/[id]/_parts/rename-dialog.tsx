'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Field } from '#app/_ui/form/field.tsx';
import { TextInput } from '#app/_ui/form/text-input.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Diff } from '#app/_ui/show/diff.tsx';
import type { GroupView } from '#lib/services/groups/view-group.ts';
import { renameGroup } from '../../actions.ts';

export function RenameDialog({ group, onClose }: { group: GroupView; onClose(): void }) {
  const [name, setName] = useState(group.name);
  const router = useRouter();
  const toast = useToast();
  const rename = async (from: string, to: string) => {
    const answer = await renameGroup({ id: group.id, name: to });
    router.refresh();
    if (!answer.ok) return answer.failure;
    toast({
      title: `${from} is now ${to}`,
      undo: async () => {
        const failure = await rename(to, from);
        if (failure) toast({ title: failure.what, description: failure.why, tone: 'problem' });
      },
    });
    return null;
  };
  const wanted = name.trim();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Rename ${group.name}`}
      confirmLabel="Rename group"
      onConfirm={() => rename(group.name, wanted)}
    >
      <Field label="Name" name="name" hint="Roles, grants and groups that name it follow.">
        <TextInput value={name} maxLength={100} autoFocus onChange={(event) => setName(event.target.value)} />
      </Field>
      {wanted !== '' && wanted !== group.name && (
        <Diff changes={[{ label: 'Name', attribute: 'cn', before: [group.name], after: [wanted] }]} />
      )}
    </ConfirmDialog>
  );
}
