import { Card } from '#app/_ui/frame/section.tsx';
import { Chip } from '#app/_ui/show/chip.tsx';
import type { MyView } from '#lib/services/me/view-me.ts';

/** By name alone: whether their pages may be opened is another question. */
export function MyMemberships({ memberships }: Pick<MyView, 'memberships'>) {
  const groups = memberships.filter(({ kind }) => kind !== 'role');
  const roles = memberships.filter(({ kind }) => kind === 'role');
  return (
    <>
      <Card title="Groups">
        <List items={groups} none="You are in no group." />
      </Card>
      {roles.length > 0 && (
        <Card title="Roles">
          <List items={roles} none="" />
        </Card>
      )}
    </>
  );
}

function List({ items, none }: { items: MyView['memberships']; none: string }) {
  if (items.length === 0) return <p className="text-faint text-sm">{none}</p>;
  return (
    <ul className="flex flex-wrap gap-1">
      {items.map(({ id, name }) => (
        <li key={id}>
          <Chip>{name}</Chip>
        </li>
      ))}
    </ul>
  );
}
