import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { DeviceStateView } from '#lib/services/devices/list-devices.ts';

const shown = {
  up: { state: 'ok', word: 'Answers' },
  away: { state: 'failing', word: 'Away' },
  waiting: { state: 'unknown', word: 'Not polled yet' },
} as const;

/** A state that is too old says nothing of now. */
export function DeviceStateBadge({ state, ground }: { state: DeviceStateView; ground?: boolean }) {
  const { state: shape, word } = state.stale ? { state: 'unknown' as const, word: 'Not polled' } : shown[state.is];
  return (
    <StateBadge state={shape} ground={ground}>
      {word}
    </StateBadge>
  );
}
