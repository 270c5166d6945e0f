import Link from 'next/link';
import { RelativeTime } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { AlertSummary } from '#lib/services/overview/alert-summary.ts';

/** What fires and nobody looks after, the worst first. */
export function FiringList({ alerts: { first, failing, warning } }: { alerts: AlertSummary }) {
  const more = failing + warning - first.length;
  return (
    <>
      <ul aria-label="Firing alerts" className="grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">
        {first.map(({ id, name, severity, targetName, text, since, value, chart }) => (
          <li key={id} className="min-w-0 border-line border-b py-2">
            <div className="flex min-h-6 items-center gap-x-3">
              <Link
                href={chart}
                className="min-w-0 flex-1 rounded-sm font-medium text-sm [overflow-wrap:anywhere] hover:underline"
              >
                {targetName}: {name}
              </Link>
              <StateBadge state={severity === 'failing' ? 'failing' : 'warning'} ground>
                {severity === 'failing' ? 'Failing' : 'Warning'}
              </StateBadge>
            </div>
            <p className="text-faint text-xs [overflow-wrap:anywhere]">
              {text} {value && !text.includes(value) && `${value}. `}Since <RelativeTime value={since} />
            </p>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="pt-2 text-sm">
          <Link href="/alerts" className="rounded-sm underline-offset-2 hover:underline">
            And {more} more
          </Link>
        </p>
      )}
    </>
  );
}
