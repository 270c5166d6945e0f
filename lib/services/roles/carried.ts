import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { type Grant, grantAttributes, grants, type Tier } from '../../domain/permission.ts';
import { tiersOf } from '../../policy/holdings.ts';
import { grantLabels, grantPermissions, tierLabels, tierPermissions } from '../../policy/table.ts';
import type { Context, Portal } from '../context.ts';
import { type Ability, abilitiesOf } from './permission-words.ts';

/** One thing that a role or group passes on to those who are in it. */
export type Carried = {
  kind: 'tier' | 'grant' | 'role';
  /** "System administrator", "Manage users", or a role's name. */
  label: string;
  /** null: everywhere. */
  realm: { id: string; dn: string; key: string; name: string } | null;
  /** The role that passes it on, when it isn't the entry itself. */
  role: { id: string; name: string } | null;
  /** What it lets somebody do there. */
  abilities: Ability[];
};

/** What a role of a tier carries by itself. */
export function carriedByTier(role: Entry, tree: Portal['tree']): Carried[] {
  return tiersOf(role, tree).map((tier) => tierCarried(tier, null));
}

/** What follows from the roles and realms that name `holder`; only what `context` may see of it. */
export function carriedByNaming(holder: Dn, naming: readonly Entry[], context: Context): Carried[] {
  const { tree, judge, actor } = context;
  return naming.flatMap((entry): Carried[] => {
    if (entry.is(tree.realmClass)) {
      const held = grantsNaming(entry, holder);
      return judge(actor, 'realms.read', { realm: entry.dn }).allowed
        ? held.map((grant) => grantCarried(grant, entry))
        : [];
    }
    if (!entry.is(tree.roleClass) || !judge(actor, 'roles.read', { realm: null }).allowed) return [];
    const role = { id: entry.id, name: entry.first('cn') };
    const ofTiers = tiersOf(entry, tree).map((tier) => tierCarried(tier, role));
    return ofTiers.length ? ofTiers : [{ kind: 'role', label: role.name, realm: null, role, abilities: [] }];
  });
}

function tierCarried(tier: Tier, role: Carried['role']): Carried {
  return { kind: 'tier', label: tierLabels[tier], realm: null, role, abilities: abilitiesOf(tierPermissions[tier]) };
}

function grantCarried(grant: Grant, realm: Entry): Carried {
  const { dn } = realm;
  const name = realm.first('displayName') || dn.name;
  return {
    kind: 'grant',
    label: grantLabels[grant],
    realm: { id: realm.id, dn: dn.toString(), key: dn.key, name },
    role: null,
    abilities: abilitiesOf(grantPermissions[grant]),
  };
}

function grantsNaming(realm: Entry, holder: Dn): Grant[] {
  return grants.filter((grant) => realm.all(grantAttributes[grant]).some((value) => Dn.parse(value)?.equals(holder)));
}
