'use client';

import { useRouter } from 'next/navigation';
import { Button } from '#app/_ui/button.tsx';
import { useToast } from '#app/_ui/feedback/toast.tsx';
import { Section } from '#app/_ui/frame/section.tsx';
import { Mono } from '#app/_ui/show/mono.tsx';
import { unwatchObject, watchObject } from '../../../actions.ts';

export type WatchedRow = { id: string; name: string; module: string; oid: string; isColumn: boolean };

/** Watching and stopping, each with its Undo. */
export function useWatching(id: string, watched: readonly WatchedRow[]) {
  const router = useRouter();
  const toast = useToast();
  const problem = (failure: { what: string; why: string }) =>
    toast({ title: failure.what, description: failure.why, tone: 'problem' });
  const watch = async (oid: string): Promise<void> => {
    const answer = await watchObject({ id, oid });
    if (!answer.ok) return problem(answer.failure);
    const { id: object, name } = answer.value;
    toast({ title: `${name} is watched from the next poll on`, undo: () => unwatch(object) });
    router.refresh();
  };
  const unwatch = async (object: string): Promise<void> => {
    const answer = await unwatchObject({ id, object });
    if (!answer.ok) return problem(answer.failure);
    const { name, oid } = answer.value;
    toast({ title: `${name} is watched no longer`, undo: () => watch(oid) });
    router.refresh();
  };
  return {
    oids: new Set(watched.map(({ oid }) => oid)),
    watch: (oid: string) => void watch(oid),
    unwatch: (object: string) => void unwatch(object),
  };
}

type ListProps = { id: string; watched: readonly WatchedRow[]; unwatch: (object: string) => void };

export function WatchedList({ id, watched, unwatch }: ListProps) {
  if (watched.length === 0) return null;
  return (
    <Section title="Watched" hint="Polled beside the profiles, and charted.">
      <ul className="divide-y divide-line">
        {watched.map(({ id: object, name, module, oid, isColumn }) => (
          <li key={object} className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 py-1 text-sm">
            <span className="font-medium">{name}</span>
            <span className="min-w-0 flex-1 text-faint text-xs">
              {isColumn ? `Every row, ${module} ` : `${module} `}
              <Mono value={oid} faint />
            </span>
            <Button
              size="s"
              href={`/metrics?${new URLSearchParams({ target: `device:${id}`, name: `own.${name}` })}`}
              aria-label={`Chart of ${name}`}
            >
              Chart
            </Button>
            <Button size="s" onClick={() => unwatch(object)} aria-label={`Stop watching ${name}`}>
              Stop watching
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
