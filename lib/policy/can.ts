import type { Dn } from '../domain/dn.ts';
import type { Permission } from '../domain/permission.ts';
import type { Actor, Holding, Resource } from './actor.ts';
import { outranking } from './rank.ts';
import {
  actsOnPerson,
  belowOnly,
  grantPermissions,
  neverToOneself,
  ownPermissions,
  permissionVerbs,
  tierPermissions,
} from './table.ts';

/** `hidden`: the person may not even know of it, so the answer is that of something that isn't there. */
export type Verdict = { allowed: true } | { allowed: false; hidden: boolean; reason: string };

/** The one decision of the portal. Deny by default; the reason is a sentence for a tooltip. */
export function can(actor: Actor, permission: Permission, resource: Resource): Verdict {
  if (isOwn(permission)) return resource.person?.id === actor.id ? { allowed: true } : hiddenFrom(permission);
  if (!holds(actor.holdings, permission, resource.realm)) {
    return { ...hiddenFrom(permission), hidden: !holds(actor.holdings, readPermission(permission), resource.realm) };
  }
  if (resource.person?.id === actor.id && neverToOneself.has(permission))
    return { allowed: false, hidden: false, reason: 'You can’t do this to yourself.' };
  if (resource.person && actsOnPerson.has(permission)) {
    const more = outranking(actor, resource.person);
    if (more) return { allowed: false, hidden: false, reason: more };
  }
  return { allowed: true };
}

/** True when any holding carries the permission anywhere: decides what is in the navigation. */
export function canSomewhere(actor: Actor, permission: Permission): boolean {
  return isOwn(permission) || actor.holdings.some((holding) => carries(holding, permission));
}

/** Realms in whose subtree the actor has the permission; null for everywhere, [] for nowhere. */
export function realmsWhere(actor: Actor, permission: Permission): Dn[] | null {
  const carrying = actor.holdings.filter((holding) => carries(holding, permission));
  if (carrying.some((holding) => holding.kind === 'tier')) return null;
  const realms = carrying.flatMap((holding) => (holding.kind === 'grant' ? [holding.realm] : []));
  return realms.filter((realm, index) => !realms.some((other, at) => at !== index && covers(other, realm, at < index)));
}

export function holds(holdings: readonly Holding[], permission: Permission, realm: Dn | null): boolean {
  return holdings.some((holding) => carries(holding, permission) && reaches(holding, permission, realm));
}

function carries(holding: Holding, permission: Permission): boolean {
  const carried: readonly Permission[] =
    holding.kind === 'tier' ? tierPermissions[holding.tier] : grantPermissions[holding.grant];
  return carried.includes(permission);
}

function reaches(holding: Holding, permission: Permission, realm: Dn | null): boolean {
  if (holding.kind === 'tier') return true;
  if (!realm?.isWithin(holding.realm)) return false;
  return !belowOnly.has(permission) || !realm.equals(holding.realm);
}

function isOwn(permission: Permission): boolean {
  return (ownPermissions as readonly Permission[]).includes(permission);
}

/** What is done to a realm as a whole is known of by who sees the realm. */
const ofRealms: ReadonlySet<string> = new Set(['commands', 'rooms', 'archive', 'announcements']);

/** What shows that the thing is there; a command that isn't offered to somebody isn't, whatever else they see. */
function readPermission(permission: Permission): Permission {
  if (permission === 'commands.runOffered') return permission;
  // Whoever watches the operation sees the devices in it.
  if (permission === 'devices.edit') return 'operations.read';
  const noun = permission.split('.')[0] as string;
  return ofRealms.has(noun) ? 'realms.read' : (`${noun}.read` as Permission);
}

function hiddenFrom(permission: Permission): { allowed: false; hidden: boolean; reason: string } {
  return { allowed: false, hidden: true, reason: `You have no right to ${permissionVerbs[permission]}.` };
}

/** Of two equal realms the first one stays. */
function covers(other: Dn, realm: Dn, otherIsFirst: boolean): boolean {
  return realm.isWithin(other) && (!realm.equals(other) || otherIsFirst);
}
