'use client';

import { PanelLeft } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../button.tsx';
import { cx } from '../cx.ts';
import { keepPreference, sidebarCookie } from '../theme.ts';
import { Logo } from './logo.tsx';
import type { NavItem, SignedIn } from './nav.ts';
import { NavList, PersonLink } from './nav-list.tsx';

type SidebarProps = { items: NavItem[]; person: SignedIn; keep: string[]; startCollapsed: boolean };

/** 224 px, or the icons alone; remembered. On a phone the top bar opens it as a drawer. */
export function Sidebar({ items, person, keep, startCollapsed }: SidebarProps) {
  const [collapsed, setCollapsed] = useState(startCollapsed);
  const toggle = () => {
    keepPreference(sidebarCookie, collapsed ? 'full' : 'icons');
    setCollapsed(!collapsed);
  };
  return (
    <aside
      className={cx('hidden min-h-0 flex-col bg-frame md:flex', collapsed ? 'w-(--sidebar-icons)' : 'w-(--sidebar)')}
    >
      <div
        className={cx('flex h-(--topbar) flex-none items-center', collapsed ? 'justify-center' : 'gap-2.5 pr-2 pl-4')}
      >
        {!collapsed && (
          <>
            <Logo />
            <span className="flex-1 font-semibold text-base tracking-[-0.01em]">Bailiwick</span>
          </>
        )}
        <IconButton
          label={collapsed ? 'Expand sidebar' : 'Collapse sidebar'}
          icon={<PanelLeft />}
          aria-expanded={!collapsed}
          size="s"
          onClick={toggle}
        />
      </div>
      <NavList items={items} keep={keep} collapsed={collapsed} />
      <PersonLink person={person} collapsed={collapsed} />
    </aside>
  );
}
