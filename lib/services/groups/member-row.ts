import type { Entry } from '../../domain/entry.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../load-actor.ts';
import { realmOf } from '../realm-of.ts';
import { groupName, isGroup } from './find-group.ts';

export type MemberRow = {
  id: string;
  dn: string;
  kind: 'person' | 'group' | 'dynamic group' | 'other';
  name: string;
  uid: string;
  jid: string;
  realm: { key: string; name: string } | null;
};

export function memberAttributes({ tree }: Pick<Context, 'tree'>): string[] {
  return ['objectClass', 'entryUUID', 'cn', 'displayName', 'uid', tree.jidAttribute];
}

export function memberRow(entry: Entry, { tree }: Pick<Context, 'tree'>): MemberRow {
  const realm = realmOf(entry.dn, tree);
  const kind = entry.is(tree.personClass)
    ? 'person'
    : !isGroup(entry, tree)
      ? 'other'
      : entry.is(tree.dynamicGroupClass)
        ? 'dynamic group'
        : 'group';
  return {
    id: entry.id,
    dn: entry.dn.toString(),
    kind,
    name: kind === 'person' ? nameOf(entry) : groupName(entry),
    uid: kind === 'person' ? entry.first('uid') : '',
    jid: kind === 'person' ? entry.first(tree.jidAttribute) : '',
    realm: realm && { key: realm.key, name: realm.name },
  };
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

export function byName(left: MemberRow, right: MemberRow): number {
  return collator.compare(left.name, right.name);
}
