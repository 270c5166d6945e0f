import type { ReactNode } from 'react';

/** One line of the sidebar. Icons are elements (`<Users />`), so that the server can give them. */
export type NavItem = { href: string; label: string; icon: ReactNode; group: string };

export type SignedIn = {
  name: string /** uid or JID under the name. */;
  detail?: string;
  photo?: string | null;
  href: string;
};

/** Items by group, in the order of their first appearance. */
export function groupItems(items: NavItem[]): [group: string, items: NavItem[]][] {
  return [...Map.groupBy(items, (item) => item.group)];
}

/** Whether a page belongs to an item: the page itself or one below it. */
export function isActive(href: string, path: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
