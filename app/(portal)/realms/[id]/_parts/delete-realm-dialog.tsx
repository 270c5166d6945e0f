'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { ProgressLine } from '#app/_ui/feedback/progress-line.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Dialog } from '#app/_ui/overlay/dialog.tsx';
import type { DeletePreview } from '#lib/services/realms/delete-realm.ts';
import type { RealmView } from '#lib/services/realms/view-realm.ts';
import { deleteRealm, previewDelete } from '../../actions.ts';
import { useDeleteProgress } from './use-delete-progress.ts';

type Props = { realm: RealmView; onClose: () => void };

/** What goes with the realm, and its name to be typed when that is anything. */
export function DeleteRealmDialog({ realm, onClose }: Props) {
  const [preview, setPreview] = useState<DeletePreview | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [running, setRunning] = useState(false);
  const progress = useDeleteProgress(realm.id, running);
  const router = useRouter();
  const toast = useToast();

  useEffect(() => {
    let left = false;
    previewDelete({ id: realm.id }).then((answer) => {
      if (left) return;
      if (answer.ok) setPreview(answer.value);
      else setFailure(answer.failure);
    });
    return () => {
      left = true;
    };
  }, [realm.id]);

  const remove = async () => {
    setRunning(true);
    const answer = await deleteRealm({ id: realm.id, confirm: preview?.empty ? '' : realm.name });
    setRunning(false);
    if (!answer.ok) return answer.failure;
    toast({ title: `The realm ${answer.value.name} was deleted` });
    router.push('/realms');
    return null;
  };

  const blocked = preview?.blocked;
  const title = `Delete ${realm.name}`;
  if (!preview || blocked)
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={title}
        footer={<Button onClick={onClose}>Close</Button>}
      >
        {failure && <ErrorNote failure={failure} />}
        {blocked && <ErrorNote failure={{ what: 'The realm can’t be deleted as it is.', ...blocked }} />}
        {!failure && !blocked && <SkeletonLines lines={3} />}
      </Dialog>
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      danger
      title={title}
      description="This can’t be undone."
      confirmLabel="Delete realm"
      typeToConfirm={preview.empty ? undefined : realm.name}
      onConfirm={remove}
    >
      <ul className="list-disc pl-5 text-soft text-sm">
        {whatGoes(preview).map((line) => (
          <li key={line}>{line}</li>
        ))}
        <li>What it was and what was in it stays in the audit log</li>
      </ul>
      {running && <ProgressLine label="Deleting entries" value={progress?.done} max={progress?.total} />}
    </ConfirmDialog>
  );
}

function whatGoes({ people, groups, others, realms, domains, empty }: DeletePreview): string[] {
  const freed =
    domains.length > 0
      ? [
          `${domains.length === 1 ? 'Its domain' : 'The domains'} ${domains.slice(0, 6).join(', ')}${domains.length > 6 ? ` and ${domains.length - 6} more` : ''}, free for another realm`,
        ]
      : [];
  if (empty) return ['The realm is empty: no users, groups or sub-realms', ...freed];
  return [
    ...(people > 0 ? [`${counted(people, 'user')}, with their sessions, memberships and rights`] : []),
    ...(groups > 0 ? [counted(groups, 'group')] : []),
    ...(realms.length > 0
      ? [
          `${counted(realms.length, 'sub-realm')}: ${realms.slice(0, 6).join(', ')}${realms.length > 6 ? ` and ${realms.length - 6} more` : ''}`,
        ]
      : []),
    ...(others > 0 ? [counted(others, 'other entry', 'other entries')] : []),
    ...freed,
  ];
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
