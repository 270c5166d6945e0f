import type { Permission } from '../domain/permission.ts';
import type { Actor } from '../policy/actor.ts';
import { can, canSomewhere } from '../policy/can.ts';

type Group = 'Directory' | 'Messaging' | 'Operations' | 'You';
export type NavigationItem = { href: string; label: string; group: Group; icon: string };

/** `whole`: only for who may everywhere; a grant over a realm doesn’t lead there. `offers`: also for those to whom something is offered. */
type Place = NavigationItem & { permission: Permission; whole?: true; offers?: true };

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
    offers: true,
  },
  {
    href: '/announcements',
    label: 'Announcements',
    group: 'Messaging',
    icon: 'announcements',
    permission: 'announcements.send',
  },
  { href: '/overview', label: 'Overview', group: 'Operations', icon: 'overview', permission: 'operations.read' },
  {
    href: '/cluster',
    label: 'Cluster',
    group: 'Operations',
    icon: 'cluster',
    permission: 'operations.read',
    whole: true,
  },
  { href: '/metrics', label: 'Metrics', group: 'Operations', icon: 'metrics', permission: 'operations.read' },
  { href: '/boards', label: 'Boards', group: 'Operations', icon: 'boards', permission: 'operations.read', whole: true },
  {
    href: '/devices',
    label: 'Devices',
    group: 'Operations',
    icon: 'devices',
    permission: 'operations.read',
    whole: true,
  },
  { href: '/alerts', label: 'Alerts', group: 'Operations', icon: 'alerts', permission: 'operations.read', whole: true },
  { href: '/audit', label: 'Audit', group: 'Operations', icon: 'audit', permission: 'audit.read' },
  { href: '/me', label: 'Me', group: 'You', icon: 'me', permission: 'me.read' },
];

/** `offered`: some command is offered to this person, which is in the database and not in their rights. */
export function navigationFor(actor: Actor, { offered }: { offered: boolean } = { offered: false }): NavigationItem[] {
  return places
    .filter(({ permission, whole, offers }) => {
      if (!whole) return canSomewhere(actor, permission);
      return can(actor, permission, { realm: null }).allowed || (offers === true && offered);
    })
    .map(({ permission: _, whole: __, offers: ___, ...item }) => item);
}

/** Where somebody starts: in the directory; who has nothing to do there and watches the servers, at the overview. */
export function homeOf(actor: Actor): string {
  const theirs = navigationFor(actor);
  const start =
    theirs.find(({ group }) => group === 'Directory') ?? theirs.find(({ href }) => href === '/overview') ?? theirs[0];
  return start?.href ?? '/me';
}
