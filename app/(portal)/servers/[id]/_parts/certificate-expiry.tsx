'use client';

import { RelativeTime, useNow } from '#app/_ui/show/relative-time.tsx';
import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import { soonDays } from '#lib/services/servers/federation-statistics.ts';

/** Relative, the exact time on hover; with a warning in the last 30 days. */
export function CertificateExpiry({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return <RelativeTime value={null} />;
  const left = Date.parse(at) - now;
  const time = <RelativeTime value={at} />;
  if (left <= 0) return <StateBadge state="failing">Expired {time}</StateBadge>;
  if (left <= soonDays * 86_400_000) return <StateBadge state="warning">Expires {time}</StateBadge>;
  return time;
}
