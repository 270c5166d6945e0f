'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { MenuItem } from '#app/_ui/overlay/menu.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { RoleView } from '#lib/services/roles/view-role.ts';
import { carriedText } from '../../_parts/carried-text.ts';
import { deleteRole } from '../../actions.ts';

export function RoleHead({ role }: { role: RoleView }) {
  const [deleting, setDeleting] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const { may } = role;
  const remove = async () => {
    const answer = await deleteRole({ id: role.id, confirm: role.name });
    if (!answer.ok) return answer.failure;
    toast({ title: `The role ${role.name} was deleted` });
    router.push('/roles');
    return null;
  };
  return (
    <>
      <PageHead
        back={{ href: '/roles', label: 'Roles' }}
        title={role.name}
        detail={
          <>
            {role.tier && <Chip>built in</Chip>}
            <Mono value={role.dn} copy noun="DN" faint />
          </>
        }
        menu={
          <MenuItem
            danger
            onSelect={() => setDeleting(true)}
            disabledReason={may.delete.allowed ? undefined : may.delete.reason}
          >
            Delete role
          </MenuItem>
        }
      />
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        danger
        title={`Delete ${role.name}`}
        description="This can’t be undone."
        confirmLabel="Delete role"
        typeToConfirm={role.name}
        onConfirm={remove}
      >
        <ul className="list-disc pl-5 text-soft text-sm">
          <li>
            {role.occupants.length === 0
              ? 'Nobody is in it'
              : `${role.occupants.length === 1 ? `${role.occupants[0]?.name} loses` : `Its ${role.occupants.length} occupants lose`} what it carries`}
          </li>
          {role.carries.map((carried) => (
            <li key={`${carried.label} ${carried.realm?.id}`}>{carriedText(carried)}</li>
          ))}
          <li>What the entry said stays in the audit log</li>
        </ul>
      </ConfirmDialog>
    </>
  );
}
