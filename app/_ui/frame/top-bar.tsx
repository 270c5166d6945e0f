'use client';

import { Menu as MenuIcon, Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '../button.tsx';
import { openPalette } from '../overlay/open-palette.ts';
import { Sheet } from '../overlay/sheet.tsx';
import type { Theme } from '../theme.ts';
import { Logo } from './logo.tsx';
import type { NavItem, SignedIn } from './nav.ts';
import { NavList, PersonLink } from './nav-list.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

type TopBarProps = {
  items: NavItem[];
  person: SignedIn;
  keep: string[];
  scope?: ReactNode;
  tools?: ReactNode;
  searchable: boolean;
  theme: Theme;
};

export function TopBar({ items, person, keep, scope, tools, searchable, theme }: TopBarProps) {
  return (
    <header className="sticky top-0 z-30 flex h-(--topbar) flex-none items-center gap-1.5 bg-frame px-2 max-md:border-line max-md:border-b md:static md:pr-3 md:pl-2">
      <Drawer items={items} person={person} keep={keep} />
      <div className="flex min-w-0 flex-1 items-center">{scope}</div>
      {searchable && <SearchButton />}
      {tools}
      <ThemeToggle theme={theme} />
    </header>
  );
}

function SearchButton() {
  return (
    <>
      <button
        type="button"
        onClick={openPalette}
        aria-keyshortcuts="Control+K Meta+K"
        className="hidden h-8 w-64 flex-none items-center gap-2 rounded-md border border-edge/45 bg-surface px-2.5 text-faint text-sm hover:border-edge/70 hover:text-soft lg:flex"
      >
        <Search aria-hidden />
        <span className="flex-1 text-left">Search</span>
        <kbd className="text-2xs">Ctrl K</kbd>
      </button>
      <span className="contents lg:hidden">
        <IconButton label="Search" tip="Search (Ctrl K)" icon={<Search />} onClick={openPalette} />
      </span>
    </>
  );
}

/** The sidebar of a phone. */
function Drawer({ items, person, keep }: { items: NavItem[]; person: SignedIn; keep: string[] }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <span className="contents md:hidden">
      <Sheet
        open={open}
        onOpenChange={setOpen}
        side="left"
        title="Navigation"
        trigger={<IconButton label="Open navigation" icon={<MenuIcon />} />}
        bare={
          <>
            <div className="flex h-(--topbar) flex-none items-center gap-2.5 px-4">
              <Logo />
              <span className="font-semibold text-base">Bailiwick</span>
            </div>
            <NavList items={items} keep={keep} onLeave={close} />
            <PersonLink person={person} onLeave={close} />
          </>
        }
      />
    </span>
  );
}
