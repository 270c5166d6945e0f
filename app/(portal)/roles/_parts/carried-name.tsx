import { Chip } from '#app/_ui/show/chip.tsx';
import type { Carried } from '#lib/services/roles/carried.ts';

/** A grant with its realm, or a role, each leading there. */
export function CarriedName({ carried: { kind, label, realm, role } }: { carried: Carried }) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-1.5">
      {label}
      {kind === 'grant' && realm && <Chip href={`/realms/${realm.id}`}>{realm.name}</Chip>}
      {role && <Chip href={`/roles/${role.id}`}>Role</Chip>}
    </span>
  );
}
