import { Card } from '#app/_ui/frame/section.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { MemberRow } from '#lib/services/groups/member-row.ts';

/** Groups that have this one as a member, as far as the reader may see them. */
export function MemberOf({ groups }: { groups: readonly MemberRow[] }) {
  if (groups.length === 0) return null;
  return (
    <Card title="Member of">
      <ul className="flex flex-wrap gap-1">
        {groups.map((group) => (
          <li key={group.id} className="min-w-0">
            <Chip href={`/groups/${group.id}`}>{group.realm ? `${group.name} · ${group.realm.name}` : group.name}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}
