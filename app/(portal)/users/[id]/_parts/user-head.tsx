'use client';

import { KeyRound, Lock, LockOpen } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { MenuItem, MenuSeparator } from '#app/_ui/overlay/menu.tsx';
import { Avatar } from '#app/_ui/show/avatar.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { type Ending, endingWords } from '#lib/services/users/ending-words.ts';
import type { UserView } from '#lib/services/users/view-user.ts';
import type { Answer } from '#lib/web/answer.ts';
import { UserStateBadge } from '../../_parts/user-state-badge.tsx';
import { disableUser, enableUser, lockUser, unlockUser } from '../../actions.ts';
import { DeleteDialog, MoveDialog, ResetDialog } from './dialogs.tsx';
import { PhotoDialog } from './photo-dialog.tsx';

type Act = (input: { id: string }) => Promise<Answer<{ xmpp: Ending | null }>>;
type OpenDialog = 'move' | 'reset' | 'photo' | 'delete' | null;

export function UserHead({ user }: { user: UserView }) {
  const [open, setOpen] = useState<OpenDialog>(null);
  const toast = useToast();
  const router = useRouter();
  const { id, name, state } = user;
  const why = (permission: string) =>
    user.may[permission]?.allowed ? undefined : (user.may[permission]?.reason ?? 'You have no right to do this.');
  const close = () => setOpen(null);

  /** Reversible: done at once, with Undo. */
  const change = async (act: Act, title: string, back?: Act) => {
    const answer = await act({ id });
    router.refresh();
    if (!answer.ok)
      return toast({
        title: answer.failure.what,
        description: `${answer.failure.why} ${answer.failure.todo}`,
        tone: 'problem',
      });
    const undo = back && (() => change(back, `${title}: undone`));
    toast({ title, description: endingWords(answer.value.xmpp), undo });
  };
  const lockButton = state.locked ? (
    <Button
      icon={<LockOpen aria-hidden />}
      disabledReason={why('users.unlock')}
      onClick={() => change(unlockUser, `${name} was unlocked`, why('users.lock') ? undefined : lockUser)}
    >
      Unlock user
    </Button>
  ) : (
    <Button
      icon={<Lock aria-hidden />}
      disabledReason={why('users.lock') ?? (state.disabled ? 'The account is disabled.' : undefined)}
      onClick={() => change(lockUser, `${name} was locked`, unlockUser)}
    >
      Lock user
    </Button>
  );
  return (
    <>
      <PageHead
        back={{ href: '/users', label: 'Users' }}
        title={name}
        picture={
          <Avatar name={name} photo={user.hasPhoto ? `/api/users/${id}/photo?at=${user.modifiedAt}` : null} size={64} />
        }
        detail={
          <>
            <Mono value={user.jid} copy noun="JID" />
            {user.realm && <Chip href={`/users?realm=${encodeURIComponent(user.realm.key)}`}>{user.realm.name}</Chip>}
            <UserStateBadge state={state} ground />
          </>
        }
        actions={
          <>
            <Button
              icon={<KeyRound aria-hidden />}
              disabledReason={why('users.resetPassword')}
              onClick={() => setOpen('reset')}
            >
              Reset password
            </Button>
            {lockButton}
          </>
        }
        menu={
          <>
            <MenuItem href={`/users/${id}/rename`} disabledReason={why('users.rename')}>
              Rename user
            </MenuItem>
            <MenuItem onSelect={() => setOpen('move')} disabledReason={why('users.move')}>
              Move to another realm
            </MenuItem>
            <MenuItem onSelect={() => setOpen('photo')} disabledReason={why('users.edit')}>
              Change photo
            </MenuItem>
            {state.disabled ? (
              <MenuItem
                onSelect={() => change(enableUser, `${name} was enabled`, disableUser)}
                disabledReason={why('users.disable')}
              >
                Enable user
              </MenuItem>
            ) : (
              <MenuItem
                onSelect={() => change(disableUser, `${name} was disabled`, enableUser)}
                disabledReason={why('users.disable')}
              >
                Disable user
              </MenuItem>
            )}
            <MenuSeparator />
            <MenuItem danger onSelect={() => setOpen('delete')} disabledReason={why('users.delete')}>
              Delete user
            </MenuItem>
          </>
        }
      />
      {open === 'move' && <MoveDialog user={user} onClose={close} />}
      {open === 'reset' && <ResetDialog user={user} onClose={close} />}
      {open === 'photo' && <PhotoDialog user={user} onClose={close} />}
      {open === 'delete' && <DeleteDialog user={user} onClose={close} />}
    </>
  );
}
