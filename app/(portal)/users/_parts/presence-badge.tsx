import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { PresenceState } from '#lib/services/users/ask-presence.ts';

const shown: Record<Exclude<PresenceState, 'offline'>, [State, string]> = {
  online: ['ok', 'Online'],
  away: ['warning', 'Away'],
  busy: ['failing', 'Busy'],
  unknown: ['unknown', 'Unknown'],
};

/** Presence as shape and word. Offline is a ring: nothing is wrong with it, so it has no colour. */
export function PresenceBadge({ state }: { state: PresenceState }) {
  if (state !== 'offline') {
    const [shape, word] = shown[state];
    return <StateBadge state={shape}>{word}</StateBadge>;
  }
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap text-faint text-sm">
      <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true" className="flex-none">
        <circle cx="5" cy="5" r="3.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
      </svg>
      <span className="truncate">Offline</span>
    </span>
  );
}
