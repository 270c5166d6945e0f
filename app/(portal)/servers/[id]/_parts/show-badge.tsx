import { type State, StateBadge } from '#app/_ui/show/state-badge.tsx';
import type { SessionRow } from '#lib/services/servers/list-sessions.ts';

const words = {
  available: { state: 'ok', word: 'Available' },
  chat: { state: 'ok', word: 'Free to chat' },
  dnd: { state: 'warning', word: 'Do not disturb' },
  away: { state: 'unknown', word: 'Away' },
  xa: { state: 'unknown', word: 'Away for long' },
} as const satisfies Record<string, { state: State; word: string }>;

/** Presence of one session (RFC 6121, 4.7.2); what the person wrote to it as a tip. */
export function ShowBadge({ show, status }: Pick<SessionRow, 'show' | 'status'>) {
  if (show === null) return <span className="text-faint">Not announced</span>;
  const { state, word } = words[show];
  return (
    <span className="min-w-0" data-tip={status || undefined}>
      <StateBadge state={state}>{word}</StateBadge>
    </span>
  );
}
