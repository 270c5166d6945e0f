'use client';

import Link from 'next/link';
import { ErrorNote } from '#app/_ui/feedback/error-note.tsx';
import { Notice } from '#app/_ui/feedback/notice.tsx';
import { SkeletonLines } from '#app/_ui/feedback/skeleton.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { PanelOf } from '#lib/domain/board.ts';
import type { StateList, StateRow } from '#lib/services/boards/read-states.ts';
import { devices, events } from '../../_parts/live/use-live.ts';
import { useServerData } from '../../servers/[id]/_parts/use-server-data.ts';
import { PanelBox } from './panel-box.tsx';
import type { NameOf } from './panel-words.ts';

type StatesPanelProps = { panel: PanelOf<'states'>; title: string; nameOf: NameOf };

/** Members of clusters are asked on the way, which takes them some work. */
const clusterSeconds = 30;
const news = [events, devices];

/** What is up and what isn't, what isn't first. */
export function StatesPanel({ panel: { kinds, targets }, title, nameOf }: StatesPanelProps) {
  const query = new URLSearchParams([
    ...kinds.map((kind) => ['kind', kind]),
    ...targets.map((target) => ['target', target]),
  ]);
  const { value, failure } = useServerData<StateList>(
    `/api/boards/states?${query}`,
    kinds.includes('cluster') ? clusterSeconds : 10,
    news,
  );
  return (
    <PanelBox title={title}>
      {failure && value && <Notice state="warning">{failure.why} What follows is old.</Notice>}
      {value ? (
        <>
          <ul className="grid">
            {value.rows.map((row) => (
              <StateItem key={row.id} row={row} />
            ))}
          </ul>
          {value.rows.length === 0 && value.gone.length === 0 && (
            <p className="text-faint text-sm">There is nothing of this kind.</p>
          )}
          {value.gone.length > 0 && (
            <p className="pt-1 text-faint text-xs">Not there any more: {value.gone.map(nameOf).join(', ')}.</p>
          )}
          {value.more > 0 && <p className="pt-1 text-faint text-xs">{value.more} more are not shown.</p>}
        </>
      ) : failure ? (
        <ErrorNote failure={failure} />
      ) : (
        <SkeletonLines lines={4} />
      )}
    </PanelBox>
  );
}

function StateItem({ row: { name, state, word, why, since, href } }: { row: StateRow }) {
  return (
    <li className="min-w-0 border-line border-b py-1.5 last:border-b-0">
      <div className="flex min-h-6 flex-wrap items-center gap-x-3">
        <span className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
          {href ? (
            <Link href={href} className="rounded-sm hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
        </span>
        <StateBadge state={state} ground>
          {word}
        </StateBadge>
      </div>
      {(why || (since && state !== 'ok')) && (
        <p className="text-faint text-xs [overflow-wrap:anywhere]">
          {why}{' '}
          {since && (
            <>
              {why ? 'Since ' : 'since '}
              <RelativeTime value={since} />
            </>
          )}
        </p>
      )}
    </li>
  );
}
