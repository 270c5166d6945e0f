'use client';

import { Network } from 'lucide-react';
import { useCallback } from 'react';
import { Age } from '#app/_ui/feedback/age.tsx';
import { EmptyState } from '#app/_ui/feedback/empty-state.tsx';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import type { DependencyList, DependencyRow } from '#lib/services/alerts/dependencies.ts';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { addAlertDependency, removeAlertDependency } from '../actions.ts';
import { DependencyForm } from './dependency-form.tsx';
import { DependencyTree } from './dependency-tree.tsx';

const refused = 'You may not change how the servers are watched.';

/** What is behind what, as a tree, and one more. */
export function DependencyView({ mayEdit }: { mayEdit: boolean }) {
  const { value, failure, loading, refresh } = useServerData<DependencyList>('/api/alerts/dependencies');
  const toast = useToast();
  const remove = useCallback(
    async ({ target, on, name, onName }: DependencyRow) => {
      const answer = await removeAlertDependency({ target, on });
      if (!answer.ok) toast({ title: answer.failure.what, description: answer.failure.why, tone: 'problem' });
      else
        toast({
          title: `${name} is not behind ${onName} any more`,
          undo: () => addAlertDependency({ target, on }).then(refresh),
        });
      refresh();
    },
    [toast, refresh],
  );
  if (!value)
    return failure ? (
      <ErrorNote failure={{ ...failure, what: 'The dependencies were not read.' }} />
    ) : (
      <SkeletonLines lines={6} />
    );
  return (
    <div className="grid gap-6">
      <p className="max-w-prose text-soft text-sm">
        While something has an alert of severity failing, nobody is told of alerts of what is behind it. They are shown
        under Now as quiet, and told when they are still there afterwards.
      </p>
      <DependencyForm targets={value.targets} refused={mayEdit ? null : refused} onDone={refresh} />
      {value.rows.length === 0 ? (
        <EmptyState icon={<Network aria-hidden />} title="Nothing is behind anything">
          When a switch is away, so is everything behind it, and one alert would do. Say here what is behind it.
        </EmptyState>
      ) : (
        <DependencyTree rows={value.rows} refused={mayEdit ? null : refused} onRemove={remove} />
      )}
      <Age noun="Dependencies" asOf={value.asOf} staleAfterSeconds={60} onRefresh={refresh} refreshing={loading} />
    </div>
  );
}
