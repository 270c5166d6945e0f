'use client';

import { createContext, type ReactNode, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Skeleton } from '#app/_ui/feedback/skeleton.tsx';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { useRowTabIndex } from '#app/_ui/table/row-focus.ts';
import type { PresenceRow } from '#lib/services/users/presence.ts';
import { PresenceBadge } from './presence-badge.tsx';
import { PresenceBoard } from './presence-board.ts';

const BoardContext = createContext<PresenceBoard | null>(null);

/** Around a list whose cells show presence; without such a cell in view nothing is asked. */
export function PresenceProvider({ children }: { children: ReactNode }) {
  const [board] = useState(() => new PresenceBoard());
  useEffect(() => board.start(), [board]);
  return <BoardContext value={board}>{children}</BoardContext>;
}

export function PresenceCell({ id }: { id: string }) {
  return (
    <Watched id={id}>
      {(row) => (
        <Tip text={tipOf(row)}>
          <PresenceBadge state={row.state} />
        </Tip>
      )}
    </Watched>
  );
}

export function LastSeenCell({ id }: { id: string }) {
  return (
    <Watched id={id}>
      {(row) => {
        if (row.state !== 'offline' && row.state !== 'unknown') return <span className="text-soft">now</span>;
        if (row.lastSeenAt) return <RelativeTime value={row.lastSeenAt} />;
        return (
          <Tip text={row.lastSeenWhy || 'The server doesn’t know.'}>
            <span className="text-faint">–</span>
          </Tip>
        );
      }}
    </Watched>
  );
}

/** As high as its row from the start, so that nothing moves when the answer comes. */
function Watched({ id, children }: { id: string; children: (row: PresenceRow) => ReactNode }) {
  const board = useContext(BoardContext);
  const element = useRef<HTMLSpanElement>(null);
  const shown = useSyncExternalStore(
    board?.subscribe ?? nothing,
    () => board?.shown(id),
    () => undefined,
  );
  useEffect(() => (board && element.current ? board.watch(id, element.current) : undefined), [board, id]);
  return (
    <span ref={element} className="inline-flex h-5 min-w-16 max-w-full items-center">
      {shown ? children(shown) : shown === undefined && <Skeleton className="h-2.5 w-14" />}
    </span>
  );
}

const nothing = () => () => {};

function Tip({ text, children }: { text: string; children: ReactNode }) {
  const tabIndex = useRowTabIndex();
  if (!text) return children;
  return (
    <span tabIndex={tabIndex} data-tip={text} className="inline-flex min-w-0 rounded-sm">
      {children}
    </span>
  );
}

const words = { available: '', chat: '', away: ' (away)', xa: ' (away)', dnd: ' (busy)' } as const;

function tipOf({ why, devices }: PresenceRow): string {
  if (why) return why;
  if (devices.length === 0) return '';
  const names = devices.map(({ resource, show }) => `${resource}${show ? words[show] : ''}`).join(', ');
  return devices.length === 1 ? `1 device: ${names}` : `${devices.length} devices: ${names}`;
}
