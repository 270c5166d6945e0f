'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Parts of one thing that have addresses of their own. Where they don't fit they scroll sideways, the present one in view. */
export function TabLinks({ label, tabs }: { label: string; tabs: { href: string; label: string }[] }) {
  const path = usePathname();
  const here = useRef<HTMLAnchorElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another link to bring into view.
  useEffect(() => void here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [path]);
  return (
    <nav aria-label={label} className="min-w-0 flex-none">
      <ul className="flex gap-4 overflow-x-auto border-line border-b">
        {tabs.map(({ href, label }) => (
          <li key={href} className="flex-none">
            <Link
              ref={href === path ? here : undefined}
              href={href}
              aria-current={href === path ? 'page' : undefined}
              className="flex h-9 items-center border-transparent border-b-2 font-medium text-sm text-soft hover:text-text focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-text"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
