'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { Button } from '#app/_ui/button.tsx';
import { useNow } from '#app/_ui/show/relative-time.tsx';
import { nextWall } from './wall-address.ts';

type WallBarProps = { id: string; name: string; params: URLSearchParams };

/** What a screen on a wall says above its panels: which board, what time it is; the way out shows when it has the focus. */
export function WallBar({ id, name, params }: WallBarProps) {
  const router = useRouter();
  const next = useMemo(() => nextWall(id, params), [id, params]);
  useEffect(() => {
    if (!next) return;
    const timer = setTimeout(() => router.push(next.href), next.seconds * 1000);
    return () => clearTimeout(timer);
  }, [router, next]);
  const now = useNow();
  return (
    <header className="flex items-center gap-4">
      <h1 className="min-w-0 flex-1 font-semibold text-xl tracking-[-0.015em] [overflow-wrap:anywhere]">{name}</h1>
      <Button
        kind="quiet"
        size="s"
        href={`/boards/${id}`}
        className="opacity-0 hover:opacity-100 focus-visible:opacity-100"
      >
        Leave wall screen
      </Button>
      <time data-figures suppressHydrationWarning className="text-soft text-xl" dateTime={new Date(now).toISOString()}>
        {new Date(now).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}
      </time>
    </header>
  );
}
