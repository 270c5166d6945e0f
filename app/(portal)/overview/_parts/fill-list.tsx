import Link from 'next/link';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Fill } from '#lib/services/overview/fills.ts';

const words = { ok: 'Room left', warning: 'Filling up', failing: 'Nearly full', unknown: 'Not known' };
const bars = { ok: 'bg-edge', warning: 'bg-warning', failing: 'bg-failing', unknown: 'bg-edge' };

/** What has an end, and how near it is. */
export function FillList({ fills }: { fills: Fill[] }) {
  if (fills.length === 0)
    return (
      <p className="py-2 text-faint text-sm">
        Nothing that has an end was measured in the last ten minutes. The directory tells how full its database is where
        its monitor can be read, and devices how full their disks are.
      </p>
    );
  return (
    <ul className="grid gap-x-6 sm:grid-cols-2 lg:grid-cols-1">
      {fills.map((fill) => (
        <li key={fill.id} className="min-w-0 border-line border-b py-2">
          <div className="flex flex-wrap items-center gap-x-3">
            <span className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
              {fill.href ? (
                <Link href={fill.href} className="rounded-sm hover:underline">
                  {fill.name}
                </Link>
              ) : (
                fill.name
              )}
            </span>
            <StateBadge state={fill.state}>{wordOf(fill)}</StateBadge>
          </div>
          <div className="mt-1 h-1.5 overflow-hidden rounded-sm bg-pressed" aria-hidden>
            <div className={`h-full ${bars[fill.state]}`} style={{ width: `${Math.min(100, share(fill))}%` }} />
          </div>
          <p data-figures className="mt-0.5 text-faint text-xs">
            {share(fill).toLocaleString('en', { maximumFractionDigits: 1 })}%
            {fill.unit !== '%' &&
              `: ${fill.used.toLocaleString('en')} of ${fill.most.toLocaleString('en')} ${fill.unit}`}
            {fill.fullInSeconds !== null && `; full in ${timeLeft(fill.fullInSeconds)}, going on as in the last day`}
          </p>
        </li>
      ))}
    </ul>
  );
}

const share = ({ used, most }: Fill) => (used / most) * 100;

/** Half full and full tomorrow is not "Room left". */
function wordOf(fill: Fill): string {
  return fill.state === 'warning' && share(fill) < 80 ? 'Full soon' : words[fill.state];
}

function timeLeft(seconds: number): string {
  const hours = Math.round(seconds / 3600);
  if (hours < 1) return 'less than an hour';
  const [count, word] = hours < 48 ? [hours, 'hour'] : [Math.round(hours / 24), 'day'];
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
