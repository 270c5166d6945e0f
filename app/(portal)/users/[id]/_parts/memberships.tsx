import { Card } from '#app/_ui/frame/section.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { Membership } from '#lib/services/users/view-user.ts';

/** Groups and roles that name this person, as far as the reader may see them. */
export function Memberships({ memberships }: { memberships: readonly Membership[] }) {
  const groups = memberships.filter(({ kind }) => kind !== 'role');
  const roles = memberships.filter(({ kind }) => kind === 'role');
  return (
    <>
      <Card title="Groups">
        <List items={groups} folder="groups" none="In no group." />
      </Card>
      {roles.length > 0 && (
        <Card title="Roles">
          <List items={roles} folder="roles" none="" />
        </Card>
      )}
    </>
  );
}

function List({ items, folder, none }: { items: readonly Membership[]; folder: string; none: string }) {
  if (items.length === 0) return <p className="text-faint text-sm">{none}</p>;
  return (
    <ul className="flex flex-wrap gap-1">
      {items.map(({ id, name, kind }) => (
        <li key={id}>
          <Chip href={`/${folder}/${id}`}>{kind === 'dynamic group' ? `${name} (by filter)` : name}</Chip>
        </li>
      ))}
    </ul>
  );
}
