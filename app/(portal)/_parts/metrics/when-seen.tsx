'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

type WhenSeenProps = {
  minHeight: number;
  /** Stands for the children until they are made. */
  before?: ReactNode;
  children: (inView: boolean) => ReactNode;
};

/** Makes its children when they come into view, and tells them whether they are: what nobody sees need not ask again. */
export function WhenSeen({ minHeight, before, children }: WhenSeenProps) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  const [inView, setInView] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const look = (entries: IntersectionObserverEntry[]) => {
      const now = entries.at(-1)?.isIntersecting ?? false;
      setInView(now);
      if (now) setSeen(true);
    };
    const watcher = new IntersectionObserver(look, { rootMargin: '300px' });
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={place} className="min-w-0" style={{ minHeight }}>
      {seen ? children(inView) : before}
    </div>
  );
}
