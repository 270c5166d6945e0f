import { Mono } from '#app/_ui/show/mono.tsx';
import type { MemberRow } from '#lib/services/groups/member-row.ts';
import { EntryIcon } from '../../_parts/entry-icon.tsx';

/** A person with username, or a group, in a line. */
export function MemberName({ row }: { row: MemberRow }) {
  return (
    <>
      <EntryIcon kind={row.kind === 'person' ? 'person' : 'group'} name={row.name} />
      <span className="truncate">{row.name}</span>
      {row.uid ? (
        <Mono value={row.uid} faint />
      ) : (
        <span className="flex-none text-faint text-xs">{kindNames[row.kind]}</span>
      )}
    </>
  );
}

const kindNames = { person: '', group: 'group', 'dynamic group': 'dynamic group', other: 'no person' } as const;

export function memberHref(row: MemberRow): string {
  return `/${row.kind === 'person' ? 'users' : 'groups'}/${row.id}`;
}
