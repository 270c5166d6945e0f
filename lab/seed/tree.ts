/** Where everything of the demo directory stands. Attribute values here are plain letters: nothing to escape. */
export type SeedTree = {
  base: string;
  realmsBase: string;
  rolesBase: string;
  groupsBase: string;
  servicesBase: string;
  policiesBase: string;
  serviceDn: string;
  realms: Record<RealmName, SeedRealm>;
};

export type RealmName = 'north' | 'south' | 'field';

export type SeedRealm = {
  name: RealmName;
  dn: string;
  people: string;
  groups: string;
  domains: readonly string[];
  description: string;
};

export function seedTree(base: string): SeedTree {
  const realmsBase = `ou=realms,${base}`;
  const realm = (name: RealmName, parent: string, domains: readonly string[], description: string): SeedRealm => {
    const dn = `ou=${name},${parent}`;
    return { name, dn, people: `ou=people,${dn}`, groups: `ou=groups,${dn}`, domains, description };
  };
  const north = realm('north', realmsBase, ['north.example', 'north.example.net'], 'Headquarters and its offices');
  const south = realm('south', realmsBase, ['south.example'], 'The southern branch');
  const field = realm('field', north.dn, ['field.example'], 'Teams on the road');
  return {
    base,
    realmsBase,
    rolesBase: `ou=roles,${base}`,
    groupsBase: `ou=groups,${base}`,
    servicesBase: `ou=services,${base}`,
    policiesBase: `ou=policies,${base}`,
    serviceDn: `cn=portal,ou=services,${base}`,
    realms: { north, south, field },
  };
}

export const roleNames = {
  systemAdministrator: 'System Administrator',
  operator: 'Operator',
  auditor: 'Auditor',
  /** Not a tier: an example of a role that a grant names. */
  support: 'North support',
} as const;

/** An example of a system-wide group that a grant names. */
export const fieldLeads = 'Field leads';
