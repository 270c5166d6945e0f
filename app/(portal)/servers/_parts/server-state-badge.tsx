import { StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { ServerState } from '#lib/services/servers/server-state.ts';

const shown = {
  online: { state: 'ok', word: 'Online' },
  connecting: { state: 'unknown', word: 'Connecting' },
  away: { state: 'failing', word: 'Away' },
} as const;

export function ServerStateBadge({ state, ground }: { state: ServerState; ground?: boolean }) {
  const { state: shape, word } = shown[state.is];
  return (
    <StateBadge state={shape} ground={ground}>
      {word}
    </StateBadge>
  );
}
