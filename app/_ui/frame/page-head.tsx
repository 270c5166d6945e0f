import { ChevronLeft, Ellipsis } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { IconButton } from '../button.tsx';
import { Menu } from '../overlay/menu.tsx';

type PageHeadProps = {
  title: ReactNode;
  /** How many there are. */
  count?: number | null;
  /** Photo or initials before the title (Avatar of 64). */
  picture?: ReactNode;
  /** Under the title: JID with copy, state, what this page is for. */
  detail?: ReactNode;
  /** Where it came from. */
  back?: { href: string; label: string };
  /** Plain buttons before the primary one, at most two. */
  actions?: ReactNode;
  /** The one primary action. */
  primary?: ReactNode;
  /** MenuItems of everything else. */
  menu?: ReactNode;
};

export function PageHead({ title, count, picture, detail, back, actions, primary, menu }: PageHeadProps) {
  return (
    <header className="flex-none">
      {back && (
        <Link
          href={back.href}
          className="-ml-1 mb-2 inline-flex items-center gap-0.5 rounded-sm pr-1 text-faint text-sm hover:text-text"
        >
          <ChevronLeft aria-hidden />
          {back.label}
        </Link>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        {picture}
        <div className="min-w-0 flex-1 basis-40">
          <h1 className="flex items-baseline gap-2 font-semibold text-xl tracking-[-0.015em]">
            <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
            {count !== undefined && count !== null && (
              <span data-figures className="font-normal text-base text-faint tracking-normal">
                {count.toLocaleString('en')}
              </span>
            )}
          </h1>
          {detail && (
            <div className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">{detail}</div>
          )}
        </div>
        {(actions || primary || menu) && (
          <div className="flex flex-wrap items-center gap-2">
            {actions}
            {primary}
            {menu && <Menu trigger={<IconButton kind="plain" label="More actions" icon={<Ellipsis />} />}>{menu}</Menu>}
          </div>
        )}
      </div>
    </header>
  );
}
