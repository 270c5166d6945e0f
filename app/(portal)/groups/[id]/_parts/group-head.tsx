'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { MenuItem, MenuSeparator } from '#app/_ui/overlay/menu.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { GroupView } from '#lib/services/groups/view-group.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { openAddMembers } from './open-add-members.ts';
import { RenameDialog } from './rename-dialog.tsx';

const kindNames = { static: 'Static group', nested: 'Nested group', dynamic: 'Dynamic group' } as const;

export function GroupHead({ group }: { group: GroupView }) {
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null);
  const close = () => setOpen(null);
  const { may } = group;
  const why = (verdict: { allowed: boolean; reason?: string }) =>
    verdict.allowed ? undefined : (verdict.reason ?? 'You have no right to do this.');
  return (
    <>
      <PageHead
        back={{ href: '/groups', label: 'Groups' }}
        title={group.name}
        detail={
          <>
            <span>{kindNames[group.kind]}</span>
            {group.realm ? (
              <Chip href={`/groups?realm=${encodeURIComponent(group.realm.key)}`}>{group.realm.name}</Chip>
            ) : (
              <span>System-wide</span>
            )}
            {group.holdsRights && (
              <StateBadge state="warning" ground>
                Holds rights
              </StateBadge>
            )}
            <Mono value={group.dn} copy noun="DN" faint />
          </>
        }
        primary={
          group.kind !== 'dynamic' && (
            <Button
              kind="primary"
              icon={<UserPlus aria-hidden />}
              disabledReason={why(may.members)}
              onClick={openAddMembers}
            >
              Add members
            </Button>
          )
        }
        menu={
          <>
            <MenuItem onSelect={() => setOpen('rename')} disabledReason={why(may.edit)}>
              Rename group
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger onSelect={() => setOpen('delete')} disabledReason={why(may.delete)}>
              Delete group
            </MenuItem>
          </>
        }
      />
      {open === 'rename' && <RenameDialog group={group} onClose={close} />}
      {open === 'delete' && <DeleteDialog group={group} onClose={close} />}
    </>
  );
}
