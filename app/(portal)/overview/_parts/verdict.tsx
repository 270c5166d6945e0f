import Link from 'next/link';
import type { ReactNode } from 'react';
import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { Overview } from '#lib/services/overview/read-overview.ts';

type Part = { count: number; state: State; text: (count: number) => string; href?: string };

/** The sentence that the page is for: everything that isn't well, each leading to where it can be looked at; or that all is. */
export function Verdict({ overview: { things, devices, alerts } }: { overview: Overview }) {
  const count = (state: State) => things.filter((thing) => thing.state === state).length;
  const parts: Part[] = [
    { count: alerts.failing + alerts.warning, state: alerts.failing > 0 ? 'failing' : 'warning', ...firing },
    { count: count('failing'), state: 'failing', text: (many) => `${many} not up` },
    { count: devices.away, state: 'failing', text: (many) => `${many} ${devicesOf(many)} away`, href: '/devices' },
    { count: count('warning'), state: 'warning', text: (many) => `${many} partly up` },
    {
      count: alerts.acknowledged,
      state: 'warning',
      text: (many) => `${many} ${alertsOf(many)} acknowledged`,
      href: '/alerts',
    },
    { count: alerts.quiet, state: 'unknown', text: (many) => `${many} ${alertsOf(many)} quiet`, href: '/alerts' },
    { count: count('unknown'), state: 'unknown', text: (many) => `${many} not known yet` },
    {
      ...{ count: devices.unknown, state: 'unknown', href: '/devices' },
      text: (many) => `${many} ${devicesOf(many)} not asked yet`,
    },
  ];
  const told = parts.filter((part) => part.count > 0);
  if (told.length === 0) return <StateBadge state="ok">{allWell(devices.total)}</StateBadge>;
  return (
    <p role="status" className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1">
      {told.map(({ count: many, state, text, href }) => (
        <Leading key={text(many)} href={href}>
          <StateBadge state={state}>{text(many)}</StateBadge>
        </Leading>
      ))}
    </p>
  );
}

const alertsOf = (many: number) => (many === 1 ? 'alert' : 'alerts');
const firing = { text: (many: number) => `${many} ${alertsOf(many)} firing`, href: '/alerts' };
const devicesOf = (many: number) => (many === 1 ? 'device' : 'devices');

function allWell(devices: number): string {
  return devices > 0
    ? `All of these and ${devices === 1 ? 'the device' : `all ${devices} devices`} are up, no alert fires`
    : 'All of these are up, no alert fires';
}

function Leading({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link href={href} className="rounded-sm underline-offset-2 hover:underline">
      {children}
    </Link>
  );
}
