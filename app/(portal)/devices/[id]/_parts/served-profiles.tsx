'use client';

import { useEffect, useState } from 'react';
import { ErrorNote, type FailureView } from '#app/_ui/feedback/error-note.tsx';
import { Skeleton } from '#app/_ui/feedback/skeleton.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { ProfileChoice } from '#lib/services/devices/profile-choices.ts';
import { discoverDevice } from '../../actions.ts';

/** Asks the device when it appears. */
export function ServedProfiles({ id, choices }: { id: string; choices: readonly ProfileChoice[] }) {
  const [found, setFound] = useState<{ served: string[]; chosen: string[] } | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  useEffect(() => {
    let left = false;
    void discoverDevice({ id }).then((answer) => {
      if (left) return;
      if (answer.ok) setFound(answer.value);
      else setFailure(answer.failure);
    });
    return () => {
      left = true;
    };
  }, [id]);
  if (failure) return <ErrorNote failure={failure} />;
  if (!found) return <Skeleton className="h-40 w-full" />;
  return (
    <ul className="divide-y divide-line">
      {choices.map(({ name, title, mib }) => (
        <li key={name} className="flex min-h-8 items-center gap-3 py-1 text-sm">
          <span className="min-w-0 flex-1">
            {title} <span className="text-faint text-xs">{mib}</span>
          </span>
          <StateBadge state={found.served.includes(name) ? 'ok' : 'unknown'}>
            {found.served.includes(name) ? (found.chosen.includes(name) ? 'Served, polled' : 'Served') : 'Not served'}
          </StateBadge>
        </li>
      ))}
    </ul>
  );
}
