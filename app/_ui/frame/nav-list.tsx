'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { cx } from '../cx.ts';
import { Avatar } from '../show/avatar.tsx';
import { groupItems, isActive, type NavItem, type SignedIn } from './nav.ts';

type NavListProps = { items: NavItem[]; keep: string[]; collapsed?: boolean; onLeave?: () => void };

export function NavList({ items, keep, collapsed = false, onLeave }: NavListProps) {
  const path = usePathname();
  const query = keptQuery(useSearchParams(), keep);
  return (
    <nav aria-label="Main" className={cx('min-h-0 flex-1 overflow-y-auto pb-4', collapsed ? 'px-2.5' : 'px-2')}>
      {groupItems(items).map(([group, groupItems], index) => (
        <div key={group} className={index > 0 ? 'mt-4' : 'mt-1'}>
          <h2 className={cx('px-2 pb-1 font-medium text-faint text-xs', collapsed && 'sr-only')}>{group}</h2>
          <ul className="grid gap-px">
            {groupItems.map((item) => (
              <li key={item.href}>
                <Link
                  href={item.href + query}
                  onClick={onLeave}
                  aria-current={isActive(item.href, path) ? 'page' : undefined}
                  data-tip={collapsed ? item.label : undefined}
                  className={cx(
                    'flex h-8 items-center gap-2.5 rounded-md font-medium text-sm text-soft hover:bg-hover hover:text-text',
                    'aria-[current=page]:bg-pressed aria-[current=page]:text-text',
                    collapsed ? 'justify-center' : 'px-2',
                  )}
                >
                  {item.icon}
                  <span className={cx('truncate', collapsed && 'sr-only')}>{item.label}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The signed-in person, at the foot; leads to their own page. */
export function PersonLink({
  person,
  collapsed = false,
  onLeave,
}: {
  person: SignedIn;
  collapsed?: boolean;
  onLeave?: () => void;
}) {
  const path = usePathname();
  return (
    <div className={cx('flex-none border-line border-t', collapsed ? 'p-2.5' : 'p-2')}>
      <Link
        href={person.href}
        onClick={onLeave}
        aria-current={isActive(person.href, path) ? 'page' : undefined}
        data-tip={collapsed ? person.name : undefined}
        className={cx(
          'flex min-h-9 items-center gap-2.5 rounded-md text-sm hover:bg-hover aria-[current=page]:bg-pressed',
          collapsed ? 'justify-center' : 'px-2 py-1.5',
        )}
      >
        <Avatar name={person.name} photo={person.photo} size={collapsed ? 24 : 32} />
        <span className={cx('min-w-0 flex-1', collapsed && 'sr-only')}>
          <span className="block truncate font-medium">{person.name}</span>
          {person.detail && <span className="block truncate text-faint text-xs">{person.detail}</span>}
        </span>
      </Link>
    </div>
  );
}

/** "?realm=…" with only the parameters that stay; empty when none is set. */
function keptQuery(params: { getAll(name: string): string[] } | null, keep: string[]): string {
  const kept = new URLSearchParams();
  for (const name of keep) for (const value of params?.getAll(name) ?? []) kept.append(name, value);
  return kept.size > 0 ? `?${kept}` : '';
}
