import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { parseTheme, sidebarCookie, themeCookie } from '../theme.ts';
import type { NavItem, SignedIn } from './nav.ts';
import { Sidebar } from './sidebar.tsx';
import { SkipLink } from './skip-link.tsx';
import { TopBar } from './top-bar.tsx';

type FrameProps = {
  items: NavItem[];
  person: SignedIn;
  /** Parameters of the address that stay while moving between pages, such as the realm. */
  keep?: string[];
  /** The realm scope, at the left of the top bar. */
  scope?: ReactNode;
  /** A CommandPalette; without it there is no search button. */
  palette?: ReactNode;
  /** Buttons between the search and the theme: the bell. */
  tools?: ReactNode;
  /** Lines above the page: a server is away. */
  notices?: ReactNode;
  children: ReactNode;
};

/** Sidebar, top bar, page. From 768 px on only the page scrolls; on a phone the document does. */
export async function Frame({ items, person, keep = [], scope, palette, tools, notices, children }: FrameProps) {
  const jar = await cookies();
  return (
    <div data-frame className="md:grid md:h-dvh md:grid-cols-[auto_minmax(0,1fr)] md:overflow-hidden">
      <SkipLink />
      <Sidebar items={items} person={person} keep={keep} startCollapsed={jar.get(sidebarCookie)?.value === 'icons'} />
      <div className="flex min-h-dvh min-w-0 flex-col md:min-h-0">
        <TopBar
          items={items}
          person={person}
          keep={keep}
          scope={scope}
          tools={tools}
          searchable={Boolean(palette)}
          theme={parseTheme(jar.get(themeCookie)?.value)}
        />
        <main
          id="main"
          tabIndex={-1}
          className="flex min-h-0 flex-1 flex-col border-line border-t bg-surface outline-none md:rounded-tl-md md:border-l"
        >
          {notices && <div className="grid gap-2 px-4 pt-3 md:px-6">{notices}</div>}
          <div className="min-h-0 flex-1 md:overflow-y-auto">{children}</div>
        </main>
      </div>
      {palette}
    </div>
  );
}
