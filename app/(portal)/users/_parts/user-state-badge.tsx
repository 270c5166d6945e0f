import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { UserState } from '#lib/services/users/user-state.ts';

const dayMs = 86_400_000;
const soonMs = 14 * dayMs;

/** The one thing about an account that matters most. */
export function UserStateBadge({ state, ground }: { state: UserState; ground?: boolean }) {
  const [shape, word] = shown(state, Date.now());
  return (
    <StateBadge state={shape} ground={ground}>
      {word}
    </StateBadge>
  );
}

function shown(state: UserState, now: number): [State, string] {
  if (state.disabled) return ['unknown', 'Disabled'];
  if (state.locked) return ['failing', 'Locked'];
  if (state.expired) return ['failing', 'Password expired'];
  if (state.mustChange) return ['warning', 'Must change password'];
  const left = state.passwordExpiresAt ? Date.parse(state.passwordExpiresAt) - now : Number.POSITIVE_INFINITY;
  if (left < soonMs) return ['warning', `Expires in ${Math.max(1, Math.ceil(left / dayMs))} d`];
  return ['ok', 'Active'];
}
