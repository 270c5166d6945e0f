'use client';

import { UserMinus, UserPlus, X } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, IconButton } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { ConfirmDialog } from '#app/_ui/overlay/confirm-dialog.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import type { RoleView } from '#lib/services/roles/view-role.ts';
import { MemberName, memberHref } from '../../../groups/_parts/member-name.tsx';
import { addOccupants, removeOccupants } from '../../actions.ts';
import { AddOccupantsDialog } from './add-occupants-dialog.tsx';

type Props = { role: RoleView /** entryUUID of the signed-in person. */; ownId: string };
type Leaving = { dn: string; name: string; id?: string };

/** Who is in the role. Removing is undone with one press, except for oneself: who is out can't come back alone. */
export function Occupants({ role, ownId }: Props) {
  const [adding, setAdding] = useState(false);
  const [own, setOwn] = useState<Leaving | null>(null);
  const router = useRouter();
  const toast = useToast();
  const reason = role.may.edit.allowed ? undefined : role.may.edit.reason;

  const remove = async ({ dn, name, id }: Leaving) => {
    const answer = await removeOccupants({ id: role.id, occupants: [dn] });
    router.refresh();
    if (!answer.ok) return answer.failure;
    const undo = async () => {
      const back = await addOccupants({ id: role.id, occupants: [id] });
      router.refresh();
      if (!back.ok) toast({ title: 'It was not undone', description: back.failure.why, tone: 'problem' });
    };
    toast({ title: `${name} is no longer ${role.name}`, undo: id && id !== ownId ? undo : undefined });
    return null;
  };
  const press = async (leaving: Leaving) => {
    if (leaving.id === ownId) return setOwn(leaving);
    const failure = await remove(leaving);
    if (failure) toast({ title: failure.what, description: `${failure.why} ${failure.todo}`, tone: 'problem' });
  };
  const removeButton = (leaving: Leaving) => (
    <IconButton
      size="s"
      label={`Remove ${leaving.name}`}
      tip="Remove from this role"
      icon={<X />}
      disabledReason={reason}
      onClick={() => press(leaving)}
    />
  );
  return (
    <Section
      title="Occupants"
      hint={
        role.groupsMay
          ? 'People, and groups of the whole system whose direct members all have the role.'
          : 'People in this role have what it carries.'
      }
      action={
        <Button size="s" icon={<UserPlus aria-hidden />} disabledReason={reason} onClick={() => setAdding(true)}>
          Add occupants
        </Button>
      }
    >
      {role.occupants.length + role.gone.length === 0 && <p className="py-1 text-soft text-sm">Nobody yet.</p>}
      <ul className="divide-y divide-line">
        {role.occupants.map((row) => (
          <li key={row.id} className="flex min-h-10 items-center gap-3 text-sm">
            <Link href={memberHref(row)} className="flex min-w-0 flex-1 items-center gap-2 rounded-sm hover:underline">
              <MemberName row={row} />
            </Link>
            {row.realm ? <Chip>{row.realm.name}</Chip> : <span className="text-soft text-xs">System-wide</span>}
            {removeButton({ dn: row.dn, name: row.name, id: row.id })}
          </li>
        ))}
        {role.gone.map((dn) => (
          <li key={dn} className="flex min-h-10 items-center gap-3 text-sm">
            <span className="flex min-w-0 flex-1 items-center gap-2 text-faint">
              <UserMinus aria-hidden />
              <Mono value={dn} faint /> <span className="flex-none">not in the directory, or not in the list yet</span>
            </span>
            {removeButton({ dn, name: dn })}
          </li>
        ))}
      </ul>
      {adding && <AddOccupantsDialog role={role} onClose={() => setAdding(false)} />}
      {own && (
        <ConfirmDialog
          open
          onOpenChange={() => setOwn(null)}
          danger
          title={`Leave ${role.name}`}
          confirmLabel="Leave role"
          onConfirm={() => remove(own)}
        >
          <p className="text-sm text-soft">
            This is you. What the role carries ends for you at once, your session with it, and only another system
            administrator can give it back.
          </p>
        </ConfirmDialog>
      )}
    </Section>
  );
}
