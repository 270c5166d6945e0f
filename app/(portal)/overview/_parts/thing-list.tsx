import Link from 'next/link';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge, StateShape } from '#app/_ui/show/state-badge.tsx';
import type { Thing } from '#lib/services/overview/things.ts';

/** Everything that is up or not, what isn't first. */
export function ThingList({ things }: { things: Thing[] }) {
  const order = ['failing', 'warning', 'unknown', 'ok'];
  const rows = things.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  return (
    <ul className="grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">
      {rows.map((thing) => (
        <li key={thing.target} className="min-w-0 border-line border-b py-2">
          <div className="flex min-h-6 flex-wrap items-center gap-x-3">
            <span className="min-w-0 flex-1 font-medium text-sm [overflow-wrap:anywhere]">
              {thing.href ? (
                <Link href={thing.href} className="rounded-sm hover:underline">
                  {thing.name}
                </Link>
              ) : (
                thing.name
              )}
            </span>
            <StateBadge state={thing.state} ground>
              {thing.word}
            </StateBadge>
          </div>
          <Details thing={thing} />
        </li>
      ))}
    </ul>
  );
}

function Details({ thing: { since, why, members } }: { thing: Thing }) {
  return (
    <>
      {(since || why) && (
        <p className="text-faint text-xs">
          {why} {since && <>{why ? 'Since ' : 'since '}</>}
          {since && <RelativeTime value={since} />}
        </p>
      )}
      {members.length > 1 && (
        <ul aria-label="Members" className="mt-0.5 flex flex-wrap gap-x-4">
          {members.map(({ name, running, since }) => (
            <li key={name} className="flex items-center gap-1.5 text-soft text-xs">
              <StateShape state={running ? 'ok' : 'failing'} size={8} />
              <span className="font-mono">{name}</span>
              {running ? (
                since && (
                  <span className="text-faint">
                    since <RelativeTime value={since} />
                  </span>
                )
              ) : (
                <span className="text-failing">stopped</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
