import { Dn } from '../../domain/dn.ts';
import type { Portal } from '../context.ts';
import type { RealmChoice } from '../realms/list-choices.ts';

/** Where a dynamic group may look. `realmKey` is '' for everywhere. */
export type BaseOption = { dn: string; label: string; realmKey: string };

/** Each realm with what is below it, and alone where it has something below; all realms together for whoever sees all. */
export function baseOptions({ tree }: Portal, realms: readonly RealmChoice[], everywhere: boolean): BaseOption[] {
  const all = everywhere ? [{ dn: tree.realmsBase.toString(), label: 'All realms', realmKey: '' }] : [];
  return [
    ...all,
    ...realms.flatMap(({ dn, key, path }): BaseOption[] => {
      const people = { dn: Dn.of(dn).below(tree.peopleRdn).toString(), label: `${path} only`, realmKey: key };
      const hasBelow = realms.some((other) => other.key.endsWith(`,${key}`));
      return hasBelow
        ? [{ dn, label: `${path} and below`, realmKey: key }, people]
        : [{ dn, label: path, realmKey: key }];
    }),
  ];
}
