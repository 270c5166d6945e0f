import { Card } from '#app/_ui/frame/section.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { GroupView } from '#lib/services/groups/view-group.ts';
import { CarriedName } from '../../../roles/_parts/carried-name.tsx';

/** Whether membership gives rights, and which. */
export function RightsCard({ group }: { group: GroupView }) {
  if (!group.holdsRights)
    return (
      <Card title="Rights">
        <p className="text-soft text-sm">{noRights(group)}</p>
      </Card>
    );
  const carries = group.realm || group.kind === 'dynamic' ? [] : group.carries;
  return (
    <Card title="Rights">
      <StateBadge state="warning" ground>
        Holds rights
      </StateBadge>
      {carries.length > 0 && (
        <>
          <p className="mt-2 text-sm text-soft">Every direct member has:</p>
          <ul className="mt-1 grid gap-1 text-sm">
            {carries.map((one) => (
              <li key={`${one.label} ${one.realm?.id} ${one.role?.id}`}>
                <CarriedName carried={one} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="mt-2 text-faint text-xs">{explanation(group)}</p>
    </Card>
  );
}

function noRights(group: GroupView): string {
  if (group.kind === 'dynamic')
    return 'Holds none. A dynamic group can’t: whoever edits people could let themselves in.';
  if (group.realm) return 'Holds none. A realm’s group can’t: whoever manages it could let themselves in.';
  return 'Holds none. A role or a realm’s grant can name this group; its direct members then have that right.';
}

function explanation(group: GroupView): string {
  if (group.realm || group.kind === 'dynamic')
    return 'A role or grant names this group, which passes nothing on: only static groups of the whole system do. Only a system administrator changes it.';
  return 'Members of groups within this group don’t have these rights. Only a system administrator changes who is in it.';
}
