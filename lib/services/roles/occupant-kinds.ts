import type { Tier } from '../../domain/permission.ts';

/**
 * Whether a group in a role passes it on to its members. The directory's ACLs do that for system administrators only;
 * an operator needs no rights in the directory; the grants of any other role, and an auditor's reading, go to the people
 * in it (deploy/openldap/acl.ldif).
 */
export function groupsMayOccupy(tier: Tier | null): boolean {
  return tier === 'systemAdministrator' || tier === 'operator';
}
