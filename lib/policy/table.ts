import type { Grant, Permission, Tier } from '../domain/permission.ts';
import { permissions } from '../domain/permission.ts';

/**
 * Who may do what. Read it as: a holder of <tier> may do these everywhere; a holder of <grant> over a realm may do
 * these in that realm and everything below it; everybody may do these to themselves.
 * The directory holds the same by its ACLs (deploy/openldap/acl.ldif).
 */
export const tierPermissions = {
  systemAdministrator: permissions,
  operator: ['operations.read', 'operations.edit', 'servers.read'],
  auditor: ['users.read', 'groups.read', 'roles.read', 'realms.read', 'audit.read'],
} as const satisfies Record<Tier, readonly Permission[]>;

export const grantPermissions = {
  manageUsers: [
    'users.read',
    'users.create',
    'users.edit',
    'users.rename',
    'users.move',
    'users.lock',
    'users.unlock',
    'users.disable',
    'users.resetPassword',
    'users.delete',
    'users.presence',
    'users.endSessions',
    'users.serverData',
    'commands.runOffered',
    'groups.read',
    'realms.read',
    'audit.read',
  ],
  resetPasswords: [
    'users.read',
    'users.unlock',
    'users.resetPassword',
    'users.presence',
    'users.endSessions',
    'commands.runOffered',
    'realms.read',
  ],
  manageGroups: [
    'users.read',
    'groups.read',
    'groups.create',
    'groups.edit',
    'groups.delete',
    'realms.read',
    'audit.read',
  ],
  createSubRealms: ['realms.read', 'realms.create', 'realms.edit', 'realms.delete'],
  manageRooms: ['rooms.manage', 'realms.read'],
  runCommands: ['commands.run', 'commands.runOffered', 'announcements.send', 'realms.read'],
  seeArchive: ['archive.read', 'realms.read'],
} as const satisfies Record<Grant, readonly Permission[]>;

export const ownPermissions = [
  'me.read',
  'me.edit',
  'me.password',
  'me.sessions',
] as const satisfies readonly Permission[];

/**
 * With a grant over a realm these reach only what lies strictly below it: whoever may create sub-realms
 * may not rewrite the realm that was given to them.
 */
export const belowOnly: ReadonlySet<Permission> = new Set(['realms.edit', 'realms.delete']);

/** These act on a person, and never on one who holds more than the actor does (see rank.ts). */
export const actsOnPerson: ReadonlySet<Permission> = new Set([
  'users.edit',
  'users.rename',
  'users.move',
  'users.lock',
  'users.unlock',
  'users.disable',
  'users.resetPassword',
  'users.delete',
  'users.endSessions',
  'commands.runOffered',
]);

/** Nobody does these to themselves: a way out must stay. */
export const neverToOneself: ReadonlySet<Permission> = new Set(['users.lock', 'users.disable', 'users.delete']);

/** For buttons and refusals: "You may not <verb>." */
export const permissionVerbs = {
  'users.read': 'see this person',
  'users.create': 'create users here',
  'users.edit': 'edit this person',
  'users.rename': 'rename this person',
  'users.move': 'move this person',
  'users.lock': 'lock this person',
  'users.unlock': 'unlock this person',
  'users.disable': 'disable or enable this person',
  'users.resetPassword': 'reset this password',
  'users.delete': 'delete this person',
  'users.presence': 'see whether this person is online',
  'users.endSessions': 'end the XMPP sessions of this person',
  'users.serverData': 'see what the XMPP server holds for this person',
  'groups.read': 'see this group',
  'groups.create': 'create groups here',
  'groups.edit': 'edit this group',
  'groups.delete': 'delete this group',
  'roles.read': 'see roles',
  'roles.edit': 'change roles',
  'realms.read': 'see this realm',
  'realms.create': 'create a realm here',
  'realms.edit': 'edit this realm',
  'realms.delete': 'delete this realm',
  'realms.grant': 'grant or withdraw delegation',
  'rooms.manage': 'manage rooms here',
  'commands.run': 'run commands here',
  'commands.offer': 'offer commands to delegates',
  'commands.runOffered': 'run commands that are offered here',
  'announcements.send': 'send announcements here',
  'archive.read': 'see the archive',
  'servers.read': 'see the managed servers',
  'servers.edit': 'change managed servers',
  'servers.operate': 'act on what runs on the servers',
  'devices.edit': 'change what is polled by SNMP or SSH',
  'operations.read': 'see the state of the servers',
  'operations.edit': 'change how the servers are watched',
  'audit.read': 'see the audit log',
  'me.read': 'see your profile',
  'me.edit': 'edit your profile',
  'me.password': 'change your password',
  'me.sessions': 'see your sessions',
} as const satisfies Record<Permission, string>;

export const grantLabels = {
  manageUsers: 'Manage users',
  resetPasswords: 'Reset passwords',
  manageGroups: 'Manage groups',
  createSubRealms: 'Create sub-realms',
  manageRooms: 'Manage rooms',
  runCommands: 'Run commands',
  seeArchive: 'See archive',
} as const satisfies Record<Grant, string>;

export const tierLabels = {
  systemAdministrator: 'System administrator',
  operator: 'Operator',
  auditor: 'Auditor',
} as const satisfies Record<Tier, string>;
