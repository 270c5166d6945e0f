/** Everything that can be allowed or refused. A use case names exactly one. */
export const permissions = [
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
  'groups.read',
  'groups.create',
  'groups.edit',
  'groups.delete',
  'roles.read',
  'roles.edit',
  'realms.read',
  'realms.create',
  'realms.edit',
  'realms.delete',
  'realms.grant',
  'rooms.manage',
  'commands.run',
  'commands.offer',
  'commands.runOffered',
  'announcements.send',
  'archive.read',
  'servers.read',
  'servers.edit',
  'servers.operate',
  'devices.edit',
  'operations.read',
  'operations.edit',
  'audit.read',
  'me.read',
  'me.edit',
  'me.password',
  'me.sessions',
] as const;

export type Permission = (typeof permissions)[number];

/** Carried by a role: everything, everywhere, of its column in lib/policy/table.ts. */
export const tiers = ['systemAdministrator', 'operator', 'auditor'] as const;
export type Tier = (typeof tiers)[number];

/** What a system administrator delegates over a realm and all below it. Held as an attribute of the realm's own entry. */
export const grants = [
  'manageUsers',
  'resetPasswords',
  'manageGroups',
  'createSubRealms',
  'manageRooms',
  'runCommands',
  'seeArchive',
] as const;
export type Grant = (typeof grants)[number];

/** Schema attribute that holds each grant (deploy/openldap/bailiwick-schema.ldif). */
export const grantAttributes = {
  manageUsers: 'bwUserManager',
  resetPasswords: 'bwPasswordManager',
  manageGroups: 'bwGroupManager',
  createSubRealms: 'bwRealmManager',
  manageRooms: 'bwRoomManager',
  runCommands: 'bwCommandRunner',
  seeArchive: 'bwArchiveReader',
} as const satisfies Record<Grant, string>;
