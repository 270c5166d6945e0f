import type { Person } from '../../policy/actor.ts';
import { isSystemAdministrator } from '../realms/is-system-administrator.ts';
import type { Loss } from '../roles/administrators-left.ts';

/** What goes when this person can't administer any more; null for somebody who is no system administrator. */
export function lossOf(person: Person): Loss | null {
  return isSystemAdministrator(person) ? { person: person.dn } : null;
}
