import type { Profile } from '../profile.ts';
import { bailiwick } from './bailiwick.ts';
import { hostResources } from './host-resources.ts';
import { interfaces } from './interfaces.ts';
import { networkServices } from './network-services.ts';
import { printer } from './printer.ts';
import { system } from './system.ts';
import { ucd } from './ucd.ts';

/** In the order of a device's page. */
export const profiles: readonly Profile[] = [
  system,
  interfaces,
  hostResources,
  ucd,
  printer,
  networkServices,
  bailiwick,
];

export function profilesNamed(names: readonly string[]): Profile[] {
  return profiles.filter(({ name }) => names.includes(name));
}
