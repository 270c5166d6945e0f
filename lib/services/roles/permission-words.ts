import type { Permission } from '../../domain/permission.ts';

/** One line of what a role lets somebody do: "Users: see, create, edit". */
export type Ability = { noun: string; verbs: string[] };

/** For a table that is read as a whole; permissionVerbs (lib/policy/table.ts) are sentences about one thing. */
const words = {
  'users.read': ['Users', 'see'],
  'users.create': ['Users', 'create'],
  'users.edit': ['Users', 'edit'],
  'users.rename': ['Users', 'rename'],
  'users.move': ['Users', 'move'],
  'users.lock': ['Users', 'lock'],
  'users.unlock': ['Users', 'unlock'],
  'users.disable': ['Users', 'disable and enable'],
  'users.resetPassword': ['Users', 'reset passwords'],
  'users.delete': ['Users', 'delete'],
  'users.presence': ['Users', 'see presence'],
  'users.endSessions': ['Users', 'end XMPP sessions'],
  'users.serverData': ['Users', 'see what the XMPP server holds'],
  'groups.read': ['Groups', 'see'],
  'groups.create': ['Groups', 'create'],
  'groups.edit': ['Groups', 'edit'],
  'groups.delete': ['Groups', 'delete'],
  'roles.read': ['Roles', 'see'],
  'roles.edit': ['Roles', 'create, change and delete'],
  'realms.read': ['Realms', 'see'],
  'realms.create': ['Realms', 'create'],
  'realms.edit': ['Realms', 'edit'],
  'realms.delete': ['Realms', 'delete'],
  'realms.grant': ['Realms', 'grant and withdraw delegation'],
  'rooms.manage': ['Rooms', 'manage'],
  'commands.run': ['Commands', 'run'],
  'commands.offer': ['Commands', 'offer them to delegates'],
  'commands.runOffered': ['Commands', 'run those that are offered'],
  'announcements.send': ['Announcements', 'send'],
  'archive.read': ['Archive', 'see'],
  'servers.read': ['Servers', 'see'],
  'servers.edit': ['Servers', 'add, change and remove'],
  'servers.operate': ['Servers', 'restart, shut down, end sessions, set the message of the day'],
  'devices.edit': ['Devices', 'add, change, test and remove; clusters over SSH as well'],
  'operations.read': ['Operations', 'see how the servers are'],
  'operations.edit': ['Operations', 'change how they are watched'],
  'audit.read': ['Audit log', 'see'],
} as const satisfies Partial<Record<Permission, readonly [noun: string, verb: string]>>;

/** In the order of the table above. What everybody may do to themselves (me.…) is nothing that a role carries. */
export function abilitiesOf(permissions: readonly Permission[]): Ability[] {
  const abilities = new Map<string, string[]>();
  for (const [permission, [noun, verb]] of Object.entries(words)) {
    if (!permissions.includes(permission as Permission)) continue;
    abilities.set(noun, [...(abilities.get(noun) ?? []), verb]);
  }
  return [...abilities].map(([noun, verbs]) => ({ noun, verbs }));
}
