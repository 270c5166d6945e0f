'use client';

import { useRouter } from 'next/navigation';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { PageHead } from '#app/_ui/frame/page-head.tsx';
import { MenuItem } from '#app/_ui/overlay/menu.tsx';
import type { MibView } from '#lib/services/mibs/view-mib.ts';
import { removeMib, restoreMib } from '../actions.ts';

export function MibHead({ mib, asText }: { mib: MibView; asText: boolean }) {
  const { id, name, builtIn, may } = mib;
  const router = useRouter();
  const toast = useToast();
  const here = `/devices/mibs/${encodeURIComponent(id)}`;
  const undo = async () => {
    const answer = await restoreMib({ id });
    toast(
      answer.ok
        ? { title: `${answer.value.name} is back` }
        : { title: answer.failure.what, description: answer.failure.why, tone: 'problem' },
    );
    if (answer.ok) router.push(here);
  };
  const remove = async () => {
    const answer = await removeMib({ id });
    if (!answer.ok) return toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
    toast({ title: `${answer.value.name} was removed`, undo });
    router.push('/devices/mibs');
  };
  return (
    <PageHead
      back={{ href: '/devices/mibs', label: 'MIBs' }}
      title={name}
      actions={
        !builtIn && <Button href={asText ? here : `${here}?view=text`}>{asText ? 'Show names' : 'Show text'}</Button>
      }
      menu={
        !builtIn && (
          <MenuItem
            danger
            onSelect={() => void remove()}
            disabledReason={!may.edit && 'Only system administrators remove MIB modules.'}
          >
            Remove module
          </MenuItem>
        )
      }
    />
  );
}
