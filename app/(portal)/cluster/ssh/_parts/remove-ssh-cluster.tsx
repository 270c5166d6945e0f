'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { forgetServerData } from '../../../servers/[id]/_parts/use-server-data.ts';
import { removeSshCluster, restoreSshCluster } from '../actions.ts';

/** At once, since it can be taken back: from the notice, for as long as that stands there. */
export function RemoveSshCluster({ id, name }: { id: string; name: string }) {
  const [pending, setPending] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const undo = async () => {
    const answer = await restoreSshCluster({ id });
    if (answer.ok) toast({ title: `The cluster ${name} is back` });
    else toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
    router.refresh();
  };
  const remove = async () => {
    setPending(true);
    const answer = await removeSshCluster({ id });
    setPending(false);
    if (!answer.ok) return toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
    forgetServerData('/api/cluster');
    toast({ title: `The cluster ${name} was removed`, undo });
    router.push('/cluster');
  };
  return (
    <Button pending={pending} onClick={() => void remove()}>
      Remove cluster
    </Button>
  );
}
