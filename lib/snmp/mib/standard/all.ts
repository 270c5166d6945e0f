import type { MibModule } from '../module.ts';
import { hosts } from './hosts.ts';
import { interfaces } from './interfaces.ts';
import { services } from './services.ts';
import { smi } from './smi.ts';
import { snmp } from './snmp.ts';

/** The root of our modules as they are shipped (deploy/snmp/BAILIWICK-SMI.txt); the setting SNMP_BASE_OID moves it. */
export const shippedBase = '1.3.6.1.4.1.8072.9999.9999.5222';

/** What is known without any upload. Only names, places, types and words: the texts are in the modules themselves. */
export function standardModules(baseOid: string = shippedBase): MibModule[] {
  const at = baseOid.split('.').map(Number);
  return [...smi(), ...snmp(), ...interfaces(), ...hosts(), ...services()].map((module) =>
    module.name === 'BAILIWICK-SMI'
      ? { ...module, nodes: module.nodes.map((node) => (node.name === 'bailiwick' ? { ...node, at } : node)) }
      : module,
  );
}
