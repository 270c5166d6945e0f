import { Dn } from '../../domain/dn.ts';
import type { Entry } from '../../domain/entry.ts';
import { type Grant, grantAttributes, grants } from '../../domain/permission.ts';
import type { Portal } from '../context.ts';
import { asHolder, type HolderKind } from './check-holder.ts';

/** A holder with what is given here and what comes from a realm above. `id` is empty for one whom the actor may not see. */
export type HolderRow = {
  dn: string;
  key: string;
  id: string;
  kind: HolderKind | 'unknown';
  name: string;
  detail: string;
  /** For a role: names of its occupants, as far as the actor may see them. */
  occupants: string[];
  own: Grant[];
  inherited: { grant: Grant; from: { id: string; name: string } }[];
};

export type Delegation = {
  /** As the directory spells them: what an edit begins with. */
  given: Record<Grant, string[]>;
  holders: HolderRow[];
};

/** `realm` and `above` as the actor reads them; `entries` hold those of the holders whom the actor may see. */
export function delegationOf(
  realm: Entry,
  above: readonly Entry[],
  entries: readonly Entry[],
  portal: Pick<Portal, 'tree'>,
): Delegation {
  const byKey = new Map(entries.map((entry) => [entry.dn.key, entry]));
  const rows = new Map<string, HolderRow>();
  const rowFor = (value: string): HolderRow => {
    const dn = Dn.parse(value);
    const key = dn?.key ?? value;
    const row = rows.get(key) ?? newRow(value, dn, byKey.get(key), portal);
    rows.set(key, row);
    return row;
  };
  for (const grant of grants) {
    for (const value of realm.all(grantAttributes[grant])) rowFor(value).own.push(grant);
    for (const from of above) {
      for (const value of from.all(grantAttributes[grant]))
        rowFor(value).inherited.push({ grant, from: { id: from.id, name: from.dn.name } });
    }
  }
  const given = Object.fromEntries(grants.map((grant) => [grant, realm.all(grantAttributes[grant])])) as Record<
    Grant,
    string[]
  >;
  const holders = [...rows.values()].sort(
    (left, right) => right.own.length - left.own.length || left.name.localeCompare(right.name, 'en'),
  );
  return { given, holders };
}

function newRow(value: string, dn: Dn | null, entry: Entry | undefined, { tree }: Pick<Portal, 'tree'>): HolderRow {
  const empty = { occupants: [], own: [], inherited: [] };
  const holder = entry ? asHolder(entry, { tree }) : null;
  if (!entry || !holder)
    return {
      dn: value,
      key: dn?.key ?? value,
      id: '',
      kind: kindByPlace(dn, tree),
      name: dn?.name ?? value,
      detail: '',
      ...empty,
    };
  const occupants =
    holder.kind === 'role'
      ? entry
          .all(tree.roleOccupant)
          .slice(0, 20)
          .map((occupant) => Dn.parse(occupant)?.name ?? occupant)
      : [];
  return { ...holder, ...empty, dn: value, occupants };
}

/** For one whom the actor may not see: what it must be, told from where it stands. */
function kindByPlace(dn: Dn | null, tree: Portal['tree']): HolderRow['kind'] {
  if (dn?.isWithin(tree.rolesBase)) return 'role';
  if (dn?.isWithin(tree.groupsBase)) return 'group';
  return dn?.isWithin(tree.realmsBase) ? 'person' : 'unknown';
}
