'use client';

import { useRouter } from 'next/navigation';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import type { GroupView } from '#lib/services/groups/view-group.ts';
import { carriedText } from '../../../roles/_parts/carried-text.ts';
import { deleteGroup } from '../../actions.ts';

export function DeleteDialog({ group, onClose }: { group: GroupView; onClose(): void }) {
  const router = useRouter();
  const toast = useToast();
  const remove = async () => {
    const answer = await deleteGroup({ id: group.id, confirm: group.name });
    if (!answer.ok) return answer.failure;
    toast({ title: `${group.name} was deleted` });
    router.push('/groups');
    return null;
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      danger
      title={`Delete ${group.name}`}
      description="This can’t be undone."
      confirmLabel="Delete group"
      typeToConfirm={group.name}
      onConfirm={remove}
    >
      <ul className="list-disc pl-5 text-soft text-sm">
        <li>{membersText(group)}</li>
        {group.carries.map((carried) => (
          <li key={`${carried.label} ${carried.realm?.id} ${carried.role?.id}`}>
            Its members lose: {carriedText(carried)}
          </li>
        ))}
        {group.holdsRights && group.carries.length === 0 && <li>A role or grant that names it loses it</li>}
        {group.memberOf.length > 0 && (
          <li>
            It leaves{' '}
            {group.memberOf
              .slice(0, 6)
              .map(({ name }) => name)
              .join(', ')}
            {group.memberOf.length > 6 ? ` and ${group.memberOf.length - 6} more` : ''}
          </li>
        )}
        <li>What the entry said stays in the audit log</li>
      </ul>
    </ConfirmDialog>
  );
}

function membersText({ members, kind }: GroupView): string {
  if (kind === 'dynamic') return 'The filter goes; the people that it finds stay';
  if (!members) return 'It has no members';
  return `${members === 1 ? 'Its one member stays' : `Its ${members.toLocaleString('en')} members stay`}, only the group goes`;
}
