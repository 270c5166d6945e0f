import type { Permission } from '../domain/permission.ts';
import type { Actor } from '../policy/actor.ts';
import { canSomewhere } from '../policy/can.ts';

export type Command = { href: string; label: string; icon: string; keywords: string[] };

/** What the command palette can begin, beside opening a page. */
const commands: readonly (Command & { permission: Permission })[] = [
  {
    href: '/users/new',
    label: 'Create user',
    icon: 'users',
    keywords: ['add', 'new', 'person', 'account'],
    permission: 'users.create',
  },
  { href: '/groups/new', label: 'Create group', icon: 'groups', keywords: ['add', 'new'], permission: 'groups.create' },
  { href: '/roles/new', label: 'Create role', icon: 'roles', keywords: ['add', 'new'], permission: 'roles.edit' },
  {
    href: '/realms/new',
    label: 'Create realm',
    icon: 'realms',
    keywords: ['add', 'new', 'domain'],
    permission: 'realms.create',
  },
  {
    href: '/announcements',
    label: 'Send announcement',
    icon: 'announcements',
    keywords: ['message', 'broadcast', 'everybody', 'motd'],
    permission: 'announcements.send',
  },
  { href: '/me#password', label: 'Change my password', icon: 'me', keywords: ['me'], permission: 'me.password' },
  {
    href: '/me#sessions',
    label: 'Sign out elsewhere',
    icon: 'me',
    keywords: ['me', 'sessions', 'everywhere', 'log out'],
    permission: 'me.sessions',
  },
];

export function commandsFor(actor: Actor): Command[] {
  return commands
    .filter(({ permission }) => canSomewhere(actor, permission))
    .map(({ permission: _, ...command }) => command);
}
