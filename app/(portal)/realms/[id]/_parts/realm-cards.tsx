import Link from 'next/link';
import { Card } from '#app/_ui/frame/section.tsx';
import { Count } from '#app/_ui/show/chip.tsx';
import type { RealmView } from '#lib/services/realms/view-realm.ts';
import { Fill } from '../../_parts/fill.tsx';

const rowClass = 'flex min-h-8 items-center gap-2 text-sm';
const linkClass = 'min-w-0 flex-1 truncate underline decoration-edge underline-offset-2 hover:text-accent-text';

/** How many are in the realm and below it; each number leads to the list that it counts. */
export function PeopleCard({ realm }: { realm: RealmView }) {
  const scope = new URLSearchParams({ realm: realm.key });
  const below = realm.subRealms.length > 0;
  return (
    <Card title={below ? 'In it and below' : 'In it'}>
      <ul>
        <Line
          href={realm.may.listUsers.allowed ? `/users?${scope}` : null}
          label="Users"
          all={realm.peopleBelow}
          here={realm.people}
        />
        {realm.groupsBelow !== null && (
          <Line href={`/groups?${scope}`} label="Groups" all={realm.groupsBelow} here={realm.groups ?? 0} />
        )}
        <li className={rowClass}>
          <span className="flex-1">Maximum</span>
          <Fill count={realm.peopleBelow} maximum={realm.maximumUsers} />
        </li>
      </ul>
    </Card>
  );
}

type LineProps = {
  /** null: that list isn't theirs to see. */ href: string | null;
  label: string;
  all: number;
  here: number;
};

function Line({ href, label, all, here }: LineProps) {
  return (
    <li className={rowClass}>
      {href ? (
        <Link href={href} className={linkClass}>
          {label}
        </Link>
      ) : (
        <span className="flex-1">{label}</span>
      )}
      {all !== here && (
        <span data-figures className="text-faint text-xs">
          {here.toLocaleString('en')} here
        </span>
      )}
      <span data-figures>{all.toLocaleString('en')}</span>
    </li>
  );
}

export function SubRealmsCard({ realm: { subRealms } }: { realm: RealmView }) {
  return (
    <Card title="Sub-realms">
      {subRealms.length === 0 && <p className="py-1 text-faint text-sm">None.</p>}
      <ul>
        {subRealms.map(({ id, name, domains, peopleBelow }) => (
          <li key={id} className="py-1 text-sm">
            <span className="flex items-baseline gap-2">
              <Link href={`/realms/${id}`} className={linkClass}>
                {name}
              </Link>
              <Count value={peopleBelow} />
            </span>
            <span className="block truncate font-mono text-faint text-xs">{domains.join(', ') || 'no domain'}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
