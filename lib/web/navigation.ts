import type { Permission } from '../domain/permission.ts';
import type { Actor } from '../policy/actor.ts';
import { can, canSomewhere } from '../policy/can.ts';

type Group = 'Directory' | 'Messaging' | 'Operations' | 'You';
export type NavigationItem = { href: string; label: string; group: Group; icon: string };

/** `whole`: only for who may everywhere; a grant over a realm doesn’t lead there. */
type Place = NavigationItem & { permission: Permission; whole?: true };

/** The left navigation is the policy, read as a list of places. */
const places: readonly Place[] = [
  { href: '/users', label: 'Users', group: 'Directory', icon: 'users', permission: 'users.read' },
  { href: '/groups', label: 'Groups', group: 'Directory', icon: 'groups', permission: 'groups.read' },
  { href: '/roles', label: 'Roles', group: 'Directory', icon: 'roles', permission: 'roles.read' },
  { href: '/realms', label: 'Realms', group: 'Directory', icon: 'realms', permission: 'realms.read' },
  { href: '/servers', label: 'Servers', group: 'Messaging', icon: 'servers', permission: 'servers.read', whole: true },
  {
    href: '/commands',
    label: 'Commands',
    group: 'Messaging',
    icon: 'commands',
    permission: 'commands.run',
    whole: true,
  },
  {
    href: '/announcements',
    label: 'Announcements',
    group: 'Messaging',
    icon: 'announcements',
    permission: 'announcements.send',
  },
  { href: '/audit', label: 'Audit', group: 'Operations', icon: 'audit', permission: 'audit.read' },
  { href: '/me', label: 'Me', group: 'You', icon: 'me', permission: 'me.read' },
];

export function navigationFor(actor: Actor): NavigationItem[] {
  return places
    .filter(({ permission, whole }) =>
      whole ? can(actor, permission, { realm: null }).allowed : canSomewhere(actor, permission),
    )
    .map(({ permission: _, whole: __, ...item }) => item);
}

/** Where somebody starts. */
export function homeOf(actor: Actor): string {
  return navigationFor(actor)[0]?.href ?? '/me';
}
