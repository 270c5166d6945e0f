import type { Permission } from '../domain/permission.ts';
import type { Actor } from '../policy/actor.ts';
import { canSomewhere } from '../policy/can.ts';

export type NavigationItem = { href: string; label: string; group: 'Directory' | 'Operations' | 'You'; icon: string };

type Place = NavigationItem & { permission: Permission };

/** The left navigation is the policy, read as a list of places. */
const places: readonly Place[] = [
  { href: '/users', label: 'Users', group: 'Directory', icon: 'users', permission: 'users.read' },
  { href: '/groups', label: 'Groups', group: 'Directory', icon: 'groups', permission: 'groups.read' },
  { href: '/roles', label: 'Roles', group: 'Directory', icon: 'roles', permission: 'roles.read' },
  { href: '/realms', label: 'Realms', group: 'Directory', icon: 'realms', permission: 'realms.read' },
  { href: '/audit', label: 'Audit', group: 'Operations', icon: 'audit', permission: 'audit.read' },
  { href: '/me', label: 'Me', group: 'You', icon: 'me', permission: 'me.read' },
];

export function navigationFor(actor: Actor): NavigationItem[] {
  return places.filter((place) => canSomewhere(actor, place.permission)).map(({ permission: _, ...item }) => item);
}

/** Where somebody starts. */
export function homeOf(actor: Actor): string {
  return navigationFor(actor)[0]?.href ?? '/me';
}
